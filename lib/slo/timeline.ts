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
  readonly bad: Float64Array;
}

export function totalsOf(phases: readonly Phase[]): Totals {
  const steps = phases.reduce((sum, phase) => sum + phase.steps, 0);
  const total = new Float64Array(steps + 1);
  const bad = new Float64Array(steps + 1);
  let at = 0;
  for (const { steps: count, events, errorRatio } of phases) {
    // Multiplied, not added up: a sum of many fractions drifts.
    const [totalBefore, badBefore, from] = [total[at] ?? 0, bad[at] ?? 0, at];
    for (let step = 1; step <= count; step += 1) {
      at += 1;
      total[at] = totalBefore + events * (at - from);
      bad[at] = badBefore + events * errorRatio * (at - from);
    }
  }
  return { total, bad };
}
