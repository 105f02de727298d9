/** Rules as Prometheus reads them, before they are text. */

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Labels;
}

export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  /** How long the expression must hold before the alert fires. */
  readonly forSeconds: number;
  /** How long the alert goes on after the expression no longer holds. */
  readonly keepFiringSeconds: number;
  readonly labels: Labels;
  readonly annotations: Labels;
}

export type Rule = RecordingRule | AlertingRule;

export type Labels = Readonly<Record<string, string>>;

/** Rules that are evaluated one after the other, at one moment. */
export interface RuleGroup {
  readonly name: string;
  /** Undefined: Prometheus' global evaluation interval. */
  readonly intervalSeconds: number | undefined;
  readonly rules: readonly Rule[];
}
