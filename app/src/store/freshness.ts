import type { Freshness } from '../metrics/names';

/** Data that is older than this is stale: the SLO on freshness is written against it. */
export const FRESH_SECONDS = 60;

/**
 * What the freshness SLI calls an answer; only `fresh` is good.
 * @param isDegraded whether the store was asked and did not answer
 */
export function freshnessOf({ ageSeconds, isDegraded }: { ageSeconds: number; isDegraded: boolean }): Freshness {
  if (isDegraded) return 'degraded';
  return ageSeconds <= FRESH_SECONDS ? 'fresh' : 'stale';
}
