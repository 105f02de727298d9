/** Of which shape a histogram's observations are. */
export interface Distribution {
  readonly mean: number;
  /** The share of observations that are at most `bound`. */
  atMost(bound: number): number;
}

/** Latencies: many near the median, a long tail. */
export function logNormal(median: number, sigma: number): Distribution {
  return {
    mean: median * Math.exp(sigma ** 2 / 2),
    atMost: (bound) => whole(normalAtMost(Math.log(bound / median) / sigma)),
  };
}

/** Scores: around a mean, none beyond 1. */
export function normal(mean: number, deviation: number): Distribution {
  return { mean, atMost: (bound) => (bound >= 1 ? 1 : whole(normalAtMost((bound - mean) / deviation))) };
}

/** Less than one in a hundred thousand would be one stray event in the middle of a flawless hour. */
function whole(share: number): number {
  if (share < 1e-5) return 0;
  return share > 1 - 1e-5 ? 1 : share;
}

/** The normal distribution function, to 7.5e-8 (Abramowitz and Stegun, 26.2.17). */
function normalAtMost(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}
