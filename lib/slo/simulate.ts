import type { Budgeting, Objective, Tier } from './model';
import { rounded } from './promql';
import type { Totals } from './timeline';

/** When an alert is on, in evaluations: from `from`, and no longer at `to`; undefined is beyond the timeline. */
export interface Firing {
  readonly from: number;
  readonly to: number | undefined;
}

/** How Prometheus sees a window: what counters have grown by, at an evaluation. */
export function windowOf(
  totals: Totals,
  at: number,
  seconds: number,
  stepSeconds: number,
): { total: number; bad: number } {
  const steps = Math.ceil(seconds / stepSeconds);
  return { total: totalIn(totals, at, steps), bad: badIn(totals, at, steps) };
}

/** From the sample at or before the window's beginning, as a look-up with `offset` finds it; before all, from the first. */
function totalIn({ total }: Totals, at: number, steps = 0): number {
  return (total[at] ?? 0) - (total[Math.max(0, at - steps)] ?? 0);
}

function badIn(totals: Totals, at: number, steps = 0): number {
  return totalIn(totals, at, steps) - ((totals.good[at] ?? 0) - (totals.good[Math.max(0, at - steps)] ?? 0));
}

/** When a tier's alert is on, evaluation by evaluation, as the generated rule decides. */
export function firingsOf(
  totals: Totals,
  tier: Tier,
  objective: Pick<Objective, 'target'>,
  { stepSeconds, leastBad }: { readonly stepSeconds: number; readonly leastBad: number },
): Firing[] {
  const firings: Firing[] = [];
  const budget = rounded(1 - objective.target);
  const [longSteps, shortSteps] = [tier.longSeconds, tier.shortSeconds].map((seconds) =>
    Math.ceil(seconds / stepSeconds),
  );
  const burns = (at: number, steps = 0) =>
    badIn(totals, at, steps) / totalIn(totals, at, steps) / budget > tier.burnRate;
  let from: number | undefined;
  let quietSince: number | undefined;
  for (let at = 0; at < totals.total.length; at += 1) {
    // Nothing ÷ nothing is above nothing: a window without events does not burn.
    const holds =
      burns(at, longSteps) &&
      burns(at, shortSteps) &&
      (leastBad === 0 || badIn(totals, at, longSteps) > leastBad - 0.1);
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

/** Slices as events: each is judged at the first evaluation after its end; one without events does not count. */
export function slicesOf(
  totals: Totals,
  budgeting: Exclude<Budgeting, { method: 'Occurrences' }>,
  { sliceTarget }: Pick<Objective, 'sliceTarget'>,
  { stepSeconds, evaluationSeconds }: { readonly stepSeconds: number; readonly evaluationSeconds: number },
): Totals {
  const steps = totals.total.length;
  const goodEnough = rounded(sliceTarget ?? 1);
  const slices = { total: new Float64Array(steps), good: new Float64Array(steps) };
  for (let at = 1; at < steps; at += 1) {
    const isEnd = (at * stepSeconds) % budgeting.sliceSeconds < evaluationSeconds;
    const { total, bad } = windowOf(totals, at, budgeting.sliceSeconds, stepSeconds);
    const isCounted = isEnd && total > 0;
    const ratio = total > 0 ? (total - bad) / total : 0;
    const share = budgeting.method === 'RatioTimeslices' ? ratio : Number(ratio >= goodEnough);
    slices.total[at] = (slices.total[at - 1] ?? 0) + Number(isCounted);
    slices.good[at] = (slices.good[at - 1] ?? 0) + (isCounted ? share : 0);
  }
  return slices;
}
