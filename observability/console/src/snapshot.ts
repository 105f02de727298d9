/** What the server tells the page: types only, used by both. Times are ISO 8601, UTC, by the server's clock. */

export const CLOCKS = ['class', 'real'] as const;
export type Clock = (typeof CLOCKS)[number];

/** One thing that was asked for. `data` stays when a later question fails, with the moment it was learned at. */
export interface Part<T> {
  /** When `data` was learned; null: never. */
  readonly at: string | null;
  readonly data: T | null;
  /** Why the last question had no answer; null when it had one. */
  readonly error: string | null;
}

export interface Snapshot {
  readonly now: string;
  readonly lab: { readonly cluster: string; readonly namespace: string; readonly appService: string };
  readonly services: Part<readonly ServiceView[]>;
  readonly dns: Part<DnsView>;
  readonly targets: Part<readonly TargetView[]>;
  readonly slos: Part<readonly SloView[]>;
  readonly alerts: Part<readonly AlertView[]>;
  readonly faults: Part<readonly FaultView[]>;
  readonly circuits: Part<readonly CircuitView[]>;
  /** Oldest first. */
  readonly timeline: readonly TimelineEvent[];
  readonly hands: { readonly enabled: boolean; readonly running: readonly Effect[] };
  readonly room: RoomView;
}

export interface ServiceView {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  readonly deployments: readonly {
    readonly status: string;
    readonly rollout: string;
    readonly reason: string | null;
  }[];
  /** Those that run or start, then those that stopped within the hour, newest first. */
  readonly tasks: readonly TaskView[];
}

export interface TaskView {
  readonly id: string;
  readonly status: string;
  readonly health: string;
  readonly address: string | null;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly reason: string | null;
  readonly containers: readonly { readonly name: string; readonly status: string; readonly reason: string | null }[];
}

export interface DnsView {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Seconds that a resolver may keep the answer; null where the lab's names are found without DNS. */
  readonly ttl: number | null;
  readonly how: string;
  /** What Cloud Map itself says. */
  readonly instances: readonly { readonly address: string; readonly health: string }[] | null;
}

export interface TargetView {
  readonly job: string;
  readonly instance: string;
  readonly health: string;
  readonly lastError: string;
}

export interface BurnView {
  readonly window: string;
  readonly seconds: number;
  readonly rate: number;
  /** The tiers of which this is the long or the short window, with the rate above which they alert. */
  readonly limits: readonly {
    readonly tier: string;
    readonly action: string;
    readonly threshold: number;
    readonly long: boolean;
  }[];
}

/** One SLO with one objective on one clock. */
export interface SloView {
  readonly slo: string;
  readonly title: string;
  readonly objective: string;
  readonly clock: Clock;
  readonly period: string;
  readonly target: number;
  readonly sli: number | null;
  /** 1 is all of it, 0 none, negative: overspent. */
  readonly budgetLeft: number | null;
  readonly burn: readonly BurnView[];
  readonly sentence: string;
}

export interface AlertView {
  readonly name: string;
  readonly state: string;
  readonly since: string;
  readonly severity: string;
  readonly action: string;
  readonly tier: string;
  readonly slo: string;
  readonly objective: string;
  /** Empty for an alert of no clock. */
  readonly clock: string;
  readonly summary: string;
}

export interface FaultView {
  readonly type: string;
  readonly route: string;
  readonly strength: number;
}

export interface CircuitView {
  readonly name: string;
  readonly instance: string;
  readonly state: string;
}

export const EVENT_KINDS = [
  'fault',
  'task',
  'deployment',
  'dns',
  'target',
  'alert',
  'hand',
  'room',
  'console',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface TimelineEvent {
  readonly id: number;
  readonly at: string;
  readonly kind: EventKind;
  /** `bad` and `good` as for the service; `busy` for what is under way. */
  readonly tone: 'bad' | 'good' | 'busy' | 'note';
  readonly title: string;
  readonly detail: string;
  /** Empty for what is of no clock, or of both. */
  readonly clock: string;
}

/** Something that a hand set going. */
export interface Effect {
  readonly id: string;
  readonly kind: 'traffic' | 'fault' | 'kill' | 'scale';
  readonly title: string;
  readonly startedAt: string;
  /** When it ends by itself; null: when what is described in `until` is so. */
  readonly endsAt: string | null;
  readonly until: string;
}

/** One line of a chart: as many values as there are times; null where there was none. */
export interface Line {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface Chart {
  /** Seconds since the epoch. */
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

/** What everybody may know of the students in the room; their code is not among it. */
export interface RoomView {
  readonly open: boolean;
  readonly students: number;
  /** What they send together, in requests a second. */
  readonly traffic: { readonly rate: number; readonly students: number };
  /** What they predict, or predicted last. */
  readonly question: QuestionView | null;
}

export const SUBJECTS = ['alert', 'sli', 'budget'] as const;
export type Subject = (typeof SUBJECTS)[number];

export interface QuestionView {
  /** When it was asked. */
  readonly id: string;
  readonly subject: Subject;
  readonly slo: string;
  readonly objective: string;
  readonly clock: Clock;
  /** Predictions are taken while it is `asked`, measured while it is `running`, and shown once it is `revealed`. */
  readonly state: 'asked' | 'running' | 'revealed';
  /** When the incident began. */
  readonly begunAt: string | null;
  /** How many have predicted. */
  readonly predictions: number;
  /** Nearest to the fact first, while there is one; null before they are revealed. */
  readonly answers: readonly { readonly name: string; readonly value: number }[] | null;
  /** What was measured until now, in the subject's unit; null while it is unknown or not revealed. */
  readonly fact: number | null;
}

/** What the instructor sees of the room. */
export interface RoomInside {
  readonly open: boolean;
  readonly code: string;
  /** What students open, with the code where no server logs it. */
  readonly link: string;
  readonly url: string;
  readonly students: readonly { readonly name: string; readonly predicted: boolean; readonly rate: number }[];
}
