/** Milliseconds; half of all answers are quicker. */
const MEDIAN_MS = 8;
/** Of the underlying normal distribution: the 95th percentile is at 25 ms, the 99th at 41 ms. */
const SIGMA = 0.7;
/** One answer in 100,000 would be slower. Well below the 200 ms that the latency SLO allows. */
const LARGEST_MS = 150;

/**
 * How long a database takes, as they do: log-normal, so mostly quick with a long tail.
 * @param random uniform in [0, 1)
 * @returns milliseconds
 */
export function responseTime(random: () => number): number {
  // Box and Muller: a standard normal number from two uniform ones; 1 - x keeps zero out of the logarithm.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Math.min(MEDIAN_MS * Math.exp(SIGMA * normal), LARGEST_MS);
}
