import type { Series, Stretch } from './series';

/** What a report is made of: everything that was asked, nothing that was concluded. Times are seconds since 1970. */
export interface ReportFacts {
  readonly cluster: string;
  /** The cloud that was asked; null for AWS' own. */
  readonly endpoint: string | null;
  /** What was looked at, and how fine. */
  readonly range: Stretch & { readonly step: number };
  readonly series: FactSeries;
  readonly objectives: readonly ObjectiveFacts[];
  readonly acks: readonly Ack[];
  readonly services: readonly ServiceFacts[];
  /** Tasks that ECS still knows: about an hour for stopped ones. */
  readonly tasks: readonly TaskFacts[];
  /** What `lab run` wrote down of the runs of this lab. */
  readonly runs: readonly RunFacts[];
}

/** Every series is live data: what was back-filled is no part of an incident. */
export interface FactSeries {
  /** Present where Prometheus evaluated its rules; what is missing is a gap of the observer. */
  readonly evaluated: Series;
  /** `type` and `route`; the value is the strength. */
  readonly faults: readonly Series[];
  /** Every label of ALERTS. */
  readonly alerts: readonly Series[];
  /** Counters by `instance`: requests of known routes. */
  readonly requests: readonly Series[];
  /** Those of them that ended in a server error, by `http_status` and by `route`, each with `instance`. */
  readonly failuresByStatus: readonly Series[];
  readonly failuresByRoute: readonly Series[];
  /** `error_type`: why the app failed, in its own words. Client errors are among them. */
  readonly errorTypes: readonly Series[];
  readonly probes: readonly Series[];
  /** `reason` */
  readonly probeFailures: readonly Series[];
  /** `slo`, `objective`, `event`: the counters that the budgets are made of. */
  readonly events: readonly Series[];
  /** `slo`, `objective`, `clock` */
  readonly budgetLeft: readonly Series[];
  /** `slo`, `objective`: bad ÷ all in the shortest window of the SLO, which the label `window` names. */
  readonly errorRatios: readonly Series[];
  /** `up` of the app, by `instance`. */
  readonly targets: readonly Series[];
}

/** A promise by one clock. */
export interface ObjectiveFacts {
  readonly slo: string;
  readonly title: string;
  /** `99.9%` */
  readonly objective: string;
  readonly clock: 'class' | 'real';
  /** 1 − target; null when Prometheus does not say. */
  readonly budget: number | null;
  /** All events in the clock's period, at the end of the range; null when Prometheus does not say. */
  readonly periodEvents: number | null;
}

/** One alert that somebody acknowledged: a line of `.lab/acks.jsonl`. */
export interface Ack {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: string;
  readonly note: string | null;
  readonly cluster: string;
  readonly alert: string;
  readonly severity: string | null;
  readonly slo: string | null;
  readonly objective: string | null;
  readonly clock: string | null;
  /** Since when it was active, ISO 8601: what tells one firing from the next. */
  readonly activeAt: string;
}

export interface ServiceFacts {
  readonly name: string;
  /** ECS keeps the newest hundred. */
  readonly events: readonly { readonly at: number; readonly message: string }[];
  readonly deployments: readonly {
    readonly id: string;
    readonly createdAt: number;
    readonly rolloutState: string;
    readonly reason: string | null;
  }[];
}

export interface TaskFacts {
  /** The first eight digits. */
  readonly id: string;
  readonly service: string;
  readonly createdAt: number | null;
  readonly startedAt: number | null;
  readonly stoppingAt: number | null;
  readonly stoppedAt: number | null;
  readonly stopCode: string | null;
  readonly stoppedReason: string | null;
}

/** A run of a scenario, as far as a report shows it. */
export interface RunFacts {
  readonly id: string;
  readonly scenario: string;
  readonly title: string;
  readonly cluster: string;
  readonly from: number;
  /** Null while it goes on, and for one that was killed. */
  readonly to: number | null;
  /** `met`, `not met`, `aborted` … */
  readonly outcome: string;
  /** What was done when. */
  readonly steps: readonly { readonly at: number; readonly text: string }[];
  /** What was said to be spent before the run, by SLO and clock: 0.12 is 12 % of the budget. */
  readonly predicted: readonly {
    readonly slo: string;
    readonly objective: string;
    readonly clock: string;
    readonly spent: number;
  }[];
  /** Why nothing was predicted; null when it was. */
  readonly unpredicted: string | null;
  /** Why the prediction cannot be relied on; null when it can. */
  readonly doubt: string | null;
}
