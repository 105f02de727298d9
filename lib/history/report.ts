import type { BudgetLeft } from '../slo/history/budgets';

/** What `lab backfill` made. Times are ISO 8601. */
export interface HistoryReport {
  readonly days: number;
  readonly seed: number;
  readonly from: string;
  readonly to: string;
  readonly incidents: readonly {
    readonly name: string;
    readonly summary: string;
    readonly from: string;
    readonly to: string;
  }[];
  /** On the real clock, as far as the SLOs count what the history has. */
  readonly budgets: readonly BudgetLeft[];
  readonly series: number;
  readonly samples: number;
  readonly bytes: number;
  readonly tookMs: number;
  /** The folder that has the block. */
  readonly folder: string;
}
