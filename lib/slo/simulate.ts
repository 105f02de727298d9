import type { Budgeting, Clock, Objective, Tier } from './model';
import { rounded } from './promql';
import type { Totals } from './timeline';

/** When an alert is on, in evaluations: from `from`, and no longer at `to`; undefined is beyond the timeline. */
export interface Firing {
  readonly from: number;
  readonly to: number | undefined;
}

/** How Prometheus sees a window: what a counter has grown by, at an evaluation. */
export function windowOf(
  totals: Totals,
  at: number,
  seconds: number,
  stepSeconds: number,
): { total: number; bad: number } {
  // The sample at or before the window's beginning, as a look-up with `offset` finds it; before all samples, the first.
  const from = Math.max(0, at - Math.ceil(seconds / stepSeconds));
  const total = (totals.total[at] ?? 0) - (totals.total[from] ?? 0);
  return { total, bad: total - ((totals.good[at] ?? 0) - (totals.good[from] ?? 0)) };
}

/** How many times faster than allowed a window burns; 0 without events. */
export function burnRateOf(
  { total, bad }: { total: number; bad: number },
  { target }: Pick<Objective, 'target'>,
): number {
  return total > 0 ? bad / total / rounded(1 - target) : 0;
}

/** When a tier's alert is on, evaluation by evaluation, as the generated rule decides. */
export function firingsOf(
  totals: Totals,
  tier: Tier,
  objective: Pick<Objective, 'target'>,
  { stepSeconds, leastBad }: { readonly stepSeconds: number; readonly leastBad: number },
): Firing[] {
  const firings: Firing[] = [];
  let from: number | undefined;
  let quietSince: number | undefined;
  for (let at = 0; at < totals.total.length; at += 1) {
    const long = windowOf(totals, at, tier.longSeconds, stepSeconds);
    const holds =
      burnRateOf(long, objective) > tier.burnRate &&
      burnRateOf(windowOf(totals, at, tier.shortSeconds, stepSeconds), objective) > tier.burnRate &&
      (leastBad === 0 || long.bad > leastBad - 0.1);
    if (holds) {
      from ??= at;
      quietSince = undefined;
    } else if (from !== undefined) {
      quietSince ??= at;
      if ((at - quietSince) * stepSeconds < tier.keepFiringSeconds) continue;
      firings.push({ from, to: at });
      from = undefined;
      quietSince = undefined;
    }
  }
  return from === undefined ? firings : [...firings, { from, to: undefined }];
}

/** What is left of a clock's budget at an evaluation: 1 is all of it, below 0 overspent. */
export function budgetLeftOf(
  totals: Totals,
  at: number,
  objective: Objective,
  clock: Clock,
  stepSeconds: number,
): number {
  return 1 - burnRateOf(windowOf(totals, at, clock.periodSeconds, stepSeconds), objective);
}

/** Slices as events: each is judged at the first evaluation after its end; one without events does not count. */
export function slicesOf(
  totals: Totals,
  budgeting: Exclude<Budgeting, { method: 'Occurrences' }>,
  { sliceTarget }: Pick<Objective, 'sliceTarget'>,
  { stepSeconds, evaluationSeconds }: { readonly stepSeconds: number; readonly evaluationSeconds: number },
): Totals {
  const steps = totals.total.length;
  const slices = { total: new Float64Array(steps), good: new Float64Array(steps) };
  for (let at = 1; at < steps; at += 1) {
    const isEnd = (at * stepSeconds) % budgeting.sliceSeconds < evaluationSeconds;
    const { total, bad } = windowOf(totals, at, budgeting.sliceSeconds, stepSeconds);
    const isCounted = isEnd && total > 0;
    const ratio = total > 0 ? (total - bad) / total : 0;
    const share = budgeting.method === 'RatioTimeslices' ? ratio : Number(ratio >= rounded(sliceTarget ?? 1));
    slices.total[at] = (slices.total[at - 1] ?? 0) + Number(isCounted);
    slices.good[at] = (slices.good[at - 1] ?? 0) + (isCounted ? share : 0);
  }
  return slices;
}
