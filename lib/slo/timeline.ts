/** What happens to a service, piece by piece: the input of the simulation and of the generated rule tests. */
export interface Phase {
  /** Whole evaluation intervals. */
  readonly steps: number;
  /** Events in each interval. */
  readonly events: number;
  /** The share of them that are bad, from 0 to 1. */
  readonly errorRatio: number;
}

/** Running totals at each evaluation; the first is before anything happened. */
export interface Totals {
  readonly total: Float64Array;
  readonly good: Float64Array;
}

export function totalsOf(phases: readonly Phase[]): Totals {
  const steps = phases.reduce((sum, phase) => sum + phase.steps, 0);
  const total = new Float64Array(steps + 1);
  const good = new Float64Array(steps + 1);
  let at = 0;
  let bad = 0;
  for (const { steps: count, events, errorRatio } of phases) {
    // Multiplied, not added up: a sum of many fractions drifts.
    const [totalBefore, badBefore, from] = [total[at] ?? 0, bad, at];
    for (let step = 1; step <= count; step += 1) {
      at += 1;
      total[at] = totalBefore + events * (at - from);
      bad = badBefore + events * errorRatio * (at - from);
      good[at] = (total[at] ?? 0) - bad;
    }
  }
  return { total, good };
}
