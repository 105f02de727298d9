/** What an OpenSLO document set says once it is checked and its references are resolved: plain data, durations in seconds. */

/** Where something was written; lines count from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** One SLO with everything that it refers to, and what it alerts on. */
export interface Slo {
  /** `metadata.name`: a DNS label, unique in the set. */
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  /** The name of its `Service`. */
  readonly service: string;
  readonly indicator: Indicator;
  readonly budgeting: Budgeting;
  /** At least one; targets are distinct. */
  readonly objectives: readonly Objective[];
  readonly alertPolicies: readonly AlertPolicy[];
  /** Link to what to do when it alerts. */
  readonly runbookUrl: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly source: Source;
}

/** How good and valid events are counted. Queries are PromQL selectors of monotone counters unless said otherwise. */
export type Indicator =
  /** `ratioMetric` with two of good, bad and total. */
  | {
      readonly kind: 'ratio';
      readonly numerator: 'good' | 'bad';
      readonly events: string;
      readonly total: string;
    }
  /** `ratioMetric.raw`: a query that is a ratio already, from 0 to 1. */
  | { readonly kind: 'raw'; readonly meaning: 'success' | 'failure'; readonly query: string }
  /** `thresholdMetric` on a histogram: `query` selects it, without `_bucket` when classic; the objective has the threshold. */
  | { readonly kind: 'histogram'; readonly form: 'classic' | 'native'; readonly query: string }
  /** `thresholdMetric` on a gauge-like query, judged slice by slice. */
  | { readonly kind: 'threshold'; readonly query: string };

/** What the error budget is counted in. */
export type Budgeting =
  | { readonly method: 'Occurrences' }
  | { readonly method: 'Timeslices' | 'RatioTimeslices'; readonly sliceSeconds: number };

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte';

/** A promise: a share of good events (or slices) in a period. */
export interface Objective {
  readonly displayName: string;
  /** Above 0 and below 1: 0.99 is 99 %. */
  readonly target: number;
  /** What a `histogram` or `threshold` indicator is compared with. */
  readonly threshold: { readonly op: Comparison; readonly value: number } | undefined;
  /** `timeSliceTarget`: the share of good events that makes a slice good. */
  readonly sliceTarget: number | undefined;
  /** At least one. */
  readonly clocks: readonly Clock[];
  readonly source: Source;
}

/** The time in which an objective's budget is spent: `real` is the month, `class` the hour of the lesson. */
export interface Clock {
  readonly name: 'real' | 'class';
  readonly periodSeconds: number;
  /** A calendar-aligned period starts anew at `startTime` + n periods; undefined is a rolling one. */
  readonly calendar: { readonly startTime: string; readonly timeZone: string } | undefined;
}

/** Burn-rate alerting of an SLO: a ladder of tiers for each clock. */
export interface AlertPolicy {
  readonly name: string;
  readonly clock: Clock['name'];
  /** Fastest first. */
  readonly tiers: readonly Tier[];
  /** Names of `AlertNotificationTarget`s. */
  readonly notificationTargets: readonly string[];
  readonly source: Source;
}

/** One rung: burning `budgetShare` of the budget within the long window alerts. */
export interface Tier {
  /** Unique in its policy, such as `page-fast`. */
  readonly name: string;
  readonly action: 'page' | 'ticket';
  /** Seed 002's severities. */
  readonly severity: 'P0' | 'P1' | 'P2' | 'P3';
  readonly longSeconds: number;
  readonly shortSeconds: number;
  /** B: how many times faster than allowed the budget burns; share × period ÷ long window (SRE Workbook, chapter 5). */
  readonly burnRate: number;
  readonly keepFiringSeconds: number;
  readonly source: Source;
}

/** How often Prometheus looks, and how long it remembers. */
export interface Sampling {
  readonly scrapeSeconds: number;
  readonly evaluationSeconds: number;
  readonly retentionSeconds: number;
}

/** What is wrong with an input, for a person: one of many, all are told at once. */
export interface Problem extends Source {
  /** Such as `spec.objectives[1].target`. */
  readonly path: string;
  /** The value as written, cut when long. */
  readonly got: string;
  /** What is allowed, and what to do next. */
  readonly message: string;
}
