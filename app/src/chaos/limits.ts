/** What a number of a fault may be, both ends included. */
export const LIMITS = {
  ratio: { min: 0.000001, max: 1 },
  ms: { min: 1, max: 60_000 },
  deviationMs: { min: 0, max: 60_000 },
  /** Below 1 a Pareto distribution has no mean: at 1.05 it is 21 times the minimum. */
  shape: { min: 1.05, max: 10 },
  seed: { min: 0, max: 2 ** 32 - 1 },
  ttlSeconds: { min: 1, max: 3600 },
  share: { min: 0.01, max: 1 },
  mbPerSecond: { min: 0.1, max: 100 },
  maxMb: { min: 1, max: 2048 },
  blockMs: { min: 1, max: 10_000 },
  everyMs: { min: 10, max: 60_000 },
  delayMs: { min: 1, max: 10_000 },
  jitterMs: { min: 0, max: 10_000 },
  /** The agent of ECS takes whole percents. */
  lossRatio: { min: 0.01, max: 1 },
  bytesPerSecond: { min: 100, max: 1_000_000_000 },
} as const;

export const DEFAULT_TTL_SECONDS = 300;
/** How many faults can be there at a time, and how much of the machine all of them together can take. */
export const MAX_FAULTS = 50;
export const MAX_TOTAL_CPU_SHARE = 4;
export const MAX_TOTAL_LEAK_MB = 2048;

/** The rest stays free for the request that takes the fault away. */
export const MAX_BLOCKED_SHARE = 0.9;
