/** How bad an alert is, and how soon somebody must have it: the operations guide (document 002). */
export interface Severity {
  readonly name: 'P0' | 'P1' | 'P2' | 'P3';
  readonly meaning: string;
  /** Until the first response; Alertmanager repeats its notification after the same time. */
  readonly responseSeconds: number;
}

export const SEVERITIES: readonly Severity[] = [
  { name: 'P0', meaning: 'critical: the service is down or its budget is nearly gone', responseSeconds: 15 * 60 },
  { name: 'P1', meaning: 'high: the service is slow, or a part of it is out', responseSeconds: 3_600 },
  { name: 'P2', meaning: 'medium: the budget will not last, nobody is called at night', responseSeconds: 4 * 3_600 },
  { name: 'P3', meaning: 'low: to be planned with other work', responseSeconds: 24 * 3_600 },
];

/** Who is called, in this order: the next one each time that the response time of the severity passes without an acknowledgement. */
export const ESCALATION = ['on-call engineer', 'senior engineer', 'engineering manager', 'director or VP'] as const;

export function severityNamed(name: string | null): Severity | undefined {
  return SEVERITIES.find((severity) => severity.name === name);
}

/** Whose turn it is when nobody has acknowledged for so long: level 1 at once, level 2 after one response time … */
export function escalationLevel(severity: Severity, unacknowledgedSeconds: number): number {
  const passed = Math.floor(Math.max(0, unacknowledgedSeconds) / severity.responseSeconds);
  return Math.min(ESCALATION.length, passed + 1);
}
