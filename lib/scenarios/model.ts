import type { Clock, Source, Tier } from '../slo/model';
import type { Action } from './actions/index';

/** The four kinds of experiment of the operations guide (document 002). */
export const KINDS = ['network', 'infrastructure', 'application', 'data'] as const;
export type Kind = (typeof KINDS)[number];

export const TARGETS = ['local', 'aws'] as const;
export type Target = (typeof TARGETS)[number];

/** An incident as a file: what is done to the lab, and what shall be seen of it (docs/scenario-format.md). Times are seconds. */
export interface Scenario {
  /** The file's name without its ending. */
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  /** What a student shall have seen at the end. */
  readonly objective: string;
  /** The requirement document whose demo it is, `003`; undefined for the lab's own. */
  readonly document: string | undefined;
  readonly targets: readonly Target[];
  readonly preconditions: Preconditions;
  /** Traffic of its own beside what the lab has; undefined for none. */
  readonly load: Load | undefined;
  /** At least one, in the order of their beginnings. */
  readonly steps: readonly Step[];
  readonly expect: Expectation;
  /** The run ends, and is undone, when a budget is below one of them. */
  readonly abort: readonly BudgetFloor[];
  /** What to look at, and how to find the cause: the cheapest first. */
  readonly hints: readonly string[];
  /** How long the lab may take to be steady again after the last step was undone. */
  readonly restoreSeconds: number;
  /** Where draws begin: the same seed gives the same run. */
  readonly seed: number;
  readonly source: Source;
}

/** Besides a steady lab: services at their counts, targets UP, no fault set, Prometheus there. */
export interface Preconditions {
  /** No alert of this clock is pending or fires. */
  readonly clock: Clock['name'];
  /** How many tasks the app has; undefined: at least one. */
  readonly tasks: number | undefined;
  /** At least so much is left of each of these budgets. */
  readonly budgets: readonly BudgetFloor[];
}

/** A share of an SLO's error budget on one clock: 0.4 is 40 %. */
export interface BudgetFloor {
  readonly slo: string;
  readonly clock: Clock['name'];
  readonly share: number;
}

export interface Load {
  /** Requests a second. */
  readonly rate: number;
  /** Paths with their weights, in the order of the file; undefined: the lab's own mix. */
  readonly mix: readonly PathShare[] | undefined;
}

export interface PathShare {
  readonly path: string;
  readonly weight: number;
}

/** Something that is done at a moment of the run, and undone when its time is over. */
export interface Step {
  /** After the run's beginning. */
  readonly at: number;
  /** Its time to live; 0 for what has none, such as a kill. */
  readonly seconds: number;
  readonly action: Action;
  readonly source: Source;
}

export interface Expectation {
  readonly alerts: readonly AlertExpectation[];
  readonly silent: readonly Silence[];
  readonly budgets: readonly BudgetExpectation[];
  /** From the end of the last step to a steady lab; undefined: nobody waits for it. */
  readonly recoverySeconds: number | undefined;
  /** Whether it is seen from outside, by what the app counts itself, by both, or by neither; undefined: not judged. */
  readonly seenBy: ExpectedVantage | undefined;
  readonly sees: readonly Sight[];
}

export const VANTAGES = ['outside-in', 'in-process', 'both', 'nobody'] as const;
export type Vantage = (typeof VANTAGES)[number];

/** `not-in-process`: an outage that may fit between two probes from outside, and that the app's own counters never see. */
export const EXPECTED_VANTAGES = [...VANTAGES, 'not-in-process'] as const;
export type ExpectedVantage = (typeof EXPECTED_VANTAGES)[number];

/** What can be seen of the lab during a run, besides budgets and alerts. */
export const SIGHTS = [
  'task-replaced',
  'address-changed',
  'no-task',
  'target-down',
  'prometheus-gone',
  'deployment-rolled-back',
] as const;
export type Sight = (typeof SIGHTS)[number];

/** One alert: a tier of an SLO's burn alerts, or a cause or absence alert by its name. */
export type AlertReference =
  | { readonly by: 'tier'; readonly slo: string; readonly clock: Clock['name']; readonly tier: Tier['name'] }
  | { readonly by: 'name'; readonly name: string };

export interface AlertExpectation {
  readonly alert: AlertReference;
  /** After the first step began. */
  readonly firesWithin: number;
  /** It must not fire sooner; 0 when that does not matter. */
  readonly notBefore: number;
  /** After the last step ended; undefined: nobody waits for it. */
  readonly clearsWithin: number | undefined;
  readonly source: Source;
}

/** Burn alerts of which none fires during the run; undefined is any. */
export interface Silence {
  readonly slo: string | undefined;
  readonly clock: Clock['name'] | undefined;
  readonly action: Tier['action'] | undefined;
}

/** What a run takes of a budget: a share of the whole, 0.05 is 5 %. */
export interface BudgetExpectation {
  readonly slo: string;
  readonly clock: Clock['name'];
  /** `99.9%`; undefined where the clock has one objective only. */
  readonly objective: string | undefined;
  /** In a lab whose hour before was as the synthetic month has it. */
  readonly spent: number;
  readonly tolerance: number;
  /** What the tolerance is around: `spent`, or what is predicted of the run, after whatever the hour before was. */
  readonly around: 'spent' | 'prediction';
}

/** When the last step is over; what has no time to live ends as it begins. */
export function endOfSteps({ steps }: Pick<Scenario, 'steps'>): number {
  return Math.max(...steps.map(({ at, seconds }) => at + seconds));
}

/** When the first step begins. */
export function beginOfSteps({ steps }: Pick<Scenario, 'steps'>): number {
  return Math.min(...steps.map(({ at }) => at));
}

/** What a plan of lessons must reckon with: what the scenario is expected to spend of each budget. */
export function costOf({ expect }: Pick<Scenario, 'expect'>): readonly BudgetFloor[] {
  return expect.budgets.map(({ slo, clock, spent }) => ({ slo, clock, share: spent }));
}
