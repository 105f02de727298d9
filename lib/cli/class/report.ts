/** How one team's lab is. */
export interface TeamStatus {
  readonly team: string;
  readonly stack: string;
  /** CloudFormation's word for the stack; `FAILED` for one that could not be deployed just now. */
  readonly state: string;
  readonly app: string | null;
  readonly prometheus: string | null;
  readonly grafana: string | null;
  /** Whether Prometheus scrapes every task of the app; `unknown` when it does not answer here. */
  readonly target: 'UP' | 'DOWN' | 'unknown';
  /** A UTC time, `nightly` or `never`; null when nobody said. */
  readonly ends: string | null;
  /** Why it is not as it should be. */
  readonly error: string | null;
}

export interface ClassReport {
  readonly endpoint: string | null;
  readonly teams: readonly TeamStatus[];
}

export interface ClassUpReport extends ClassReport {
  readonly tookMs: number;
  /** The process that the labs live in; null on AWS. */
  readonly pid: number | null;
  /** Whether that process goes on without this terminal. */
  readonly detached: boolean;
}
