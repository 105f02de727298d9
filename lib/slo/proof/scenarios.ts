import { durationText } from '../duration-text';
import type { Clock, Objective, Sampling, Slo, Tier } from '../model';
import { rounded } from '../promql';
import { isSampled } from '../rules/events';
import { clocksOf, tiersOf } from '../rules/windows';
import { totalsOf, type Phase, type Totals } from '../timeline';
import type { Life } from './samples';

/** One test: what happens, and how often the rules are evaluated meanwhile. */
export interface Scenario {
  /** Part of its file's name. */
  readonly id: string;
  readonly name: string;
  readonly stepSeconds: number;
  /** What the rules can know of: a new target's first sample and what happened before it is lost. */
  readonly observed: Totals;
  /** The processes whose counters tell it. */
  readonly lives: readonly Life[];
}

/** A tier that watches an objective. */
export interface Watch {
  readonly tier: Tier;
  readonly objective: Objective;
  readonly clock: Clock;
}

export function watchesOf(slo: Slo): Watch[] {
  return clocksOf(slo).flatMap(({ clock, objectives }) =>
    tiersOf(slo, clock.name).flatMap((tier) => objectives.map((objective) => ({ tier, objective, clock }))),
  );
}

/** The least error ratio that a tier does not alert on. */
export function thresholdOf({ tier, objective }: Pick<Watch, 'tier' | 'objective'>): number {
  return rounded(tier.burnRate * (1 - objective.target));
}

/** Events in a step of a test: whole at any error ratio that is used. */
const EVENTS = 1_000_000;
/** So near to a tier's threshold that another factor in the rule would be noticed. */
const JUST_BELOW = 0.96;
/** So little above the fastest tier's threshold that it takes most of its long window. */
const ABOVE = 1.3;
/** A scenario's steps are chosen so that its longest window has about so many: more takes longer and proves no more. */
const MOST_STEPS = 400;

/** Scenarios that take every tier of an SLO through silence, firing and reset. */
export function scenariosOf(slo: Slo, sampling: Sampling): Scenario[] {
  const steps = new Map<number, Watch[]>();
  for (const watch of watchesOf(slo)) {
    const step = stepFor(watch.tier.longSeconds, sampling);
    steps.set(step, [...(steps.get(step) ?? []), watch]);
  }
  const perStep = isSampled(slo) ? 1 : EVENTS;
  const ladders = [...steps].map(([step, watches]) => ladder(step, watches, perStep));
  return isSampled(slo) || ladders.length === 0 ? ladders : [...ladders, mishaps(sampling)];
}

/** The shortest of a few steps that the window is not too long for; 5 minutes is as far as Prometheus looks back. */
function stepFor(seconds: number, { evaluationSeconds }: Sampling): number {
  return [evaluationSeconds, 15, 60, 300].find((step) => seconds / step <= MOST_STEPS) ?? 300;
}

/**
 * From few errors to more than the fastest tier allows, so that each tier fires after its own share of its long window;
 * then down to just below each threshold in turn, where that tier is off and slower ones are not; at last everything bad.
 */
function ladder(stepSeconds: number, watches: readonly Watch[], events: number): Scenario {
  const steps = (seconds: number) => Math.ceil(seconds / stepSeconds);
  const rungs = [...new Map(watches.map((watch) => [thresholdOf(watch), watch.tier])).entries()].sort(
    ([a], [b]) => b - a,
  );
  const [highest, lowest] = [rungs[0]?.[0] ?? 1, rungs.at(-1)?.[0] ?? 1];
  const longest = Math.max(...watches.map(({ tier }) => tier.longSeconds));
  const shortest = Math.max(...watches.map(({ tier }) => tier.shortSeconds + tier.keepFiringSeconds));
  const high = Math.min(1, rounded(highest * ABOVE));
  // Enough of a window that is too long for the test to tell it from a shorter one.
  const fill = longest * (longest / stepSeconds > MOST_STEPS ? 0.75 : 1.05);
  const untilAllFire = Math.max(...rungs.map(([threshold, { longSeconds }]) => (threshold / high) * longSeconds));
  const totals = totalsOf([
    phase(steps(fill), events, rounded(lowest / 2)),
    phase(steps(untilAllFire) + 2, events, high),
    ...rungs.map(([threshold, { shortSeconds, keepFiringSeconds }]) =>
      phase(steps(shortSeconds + keepFiringSeconds) + 2, events, rounded(threshold * JUST_BELOW)),
    ),
    phase(steps(shortest) + 2, events, 0),
    phase(steps(longest / 40) + 2, events, 1),
    phase(steps(shortest) + 2, events, 0),
  ]);
  const observed = events === 1 ? wholeEvents(totals) : totals;
  return {
    id: `ladder-${durationText(stepSeconds)}`,
    name: `up and down the ladder of ${watches.length} alerts`,
    stepSeconds,
    observed,
    lives: [{ instance: 'a', start: 0, from: 0, counted: observed }],
  };
}

/** A look is good or bad, nothing between: the remainder is carried over to the next. */
function wholeEvents({ total, good }: Totals): Totals {
  return { total, good: good.map((value) => Math.ceil(value - 1e-6)) };
}

/**
 * What happens to counters: a first error whose series is new, a process that starts again at its address, a target that
 * goes and another that comes, nobody asking anything; and with few events, errors too few to count and an outage.
 */
function mishaps({ evaluationSeconds }: Sampling): Scenario {
  const few = [phase(4, 0, 0), phase(2, 1, 1), phase(20, 2, 0), phase(8, 1, 1), phase(4, 0, 0)];
  const first = [...few, phase(30, EVENTS, 0), phase(8, EVENTS, 1), phase(10, EVENTS, 0)];
  const again = [phase(10, EVENTS, 0), phase(6, EVENTS, 1), phase(10, EVENTS, 0)];
  const other = [phase(10, EVENTS, 0), phase(6, EVENTS, 1), phase(10, EVENTS, 0), phase(30, 0, 0)];
  const restart = stepsOf(first);
  const gone = restart + stepsOf(again);
  const arrival = gone + 4;
  const [missed, ...seen] = other;
  return {
    id: 'mishaps',
    name: 'few events, a first error, a process that starts again, a task that is replaced, no traffic',
    stepSeconds: evaluationSeconds,
    // Counting starts at the replacement's first sample: what it had counted by then is lost.
    observed: totalsOf([
      ...first,
      ...again,
      phase(arrival + 1 - gone, 0, 0),
      ...(missed ? [{ ...missed, steps: missed.steps - 1 }] : []),
      ...seen,
    ]),
    lives: [
      { instance: 'a', start: 0, from: 0, counted: totalsOf(first) },
      { instance: 'a', start: restart, from: restart + 1, counted: totalsOf(again) },
      { instance: 'b', start: arrival, from: arrival + 1, counted: totalsOf(other) },
    ],
  };
}

function phase(steps: number, events: number, errorRatio: number): Phase {
  return { steps, events, errorRatio };
}

function stepsOf(phases: readonly Phase[]): number {
  return phases.reduce((sum, { steps }) => sum + steps, 0);
}
