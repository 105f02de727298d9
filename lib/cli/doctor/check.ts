/** One thing that `doctor` looked at. */
export interface Check {
  readonly name: string;
  /** A problem keeps the lab from starting; a warning does not. */
  readonly status: 'ok' | 'warning' | 'problem';
  readonly found: string;
  /** What to do next; absent when all is well. */
  readonly advice?: string;
}
