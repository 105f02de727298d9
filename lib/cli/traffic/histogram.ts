/** Up to this value every number has a bucket of its own; above, each doubling is divided into half as many. */
const FIRST_RANGE_BITS = 11;
const FIRST_RANGE = 2 ** FIRST_RANGE_BITS;
const HALF = FIRST_RANGE / 2;
/** 71 minutes in microseconds: no request is let run so long. */
const HIGHEST = 2 ** 32 - 1;
const BUCKETS = FIRST_RANGE + (32 - FIRST_RANGE_BITS) * HALF;

/**
 * Counts whole numbers (here: microseconds) in log-linear buckets, as an HDR histogram does: 0 to 2,047 exactly, and above with a
 * relative error below 1 ÷ 1,024, up to 2³² − 1. Recording is a few integer operations and allocates nothing.
 */
export class Histogram {
  readonly #counts: Float64Array;
  #count = 0;
  #max = 0;

  constructor() {
    this.#counts = new Float64Array(BUCKETS);
  }

  get count(): number {
    return this.#count;
  }

  /** The largest value as it was recorded; 0 when there is none. */
  get max(): number {
    return this.#max;
  }

  /** Takes a number of any kind; below 0 counts as 0, and what is too large as the largest. */
  record(value: number): void {
    const whole = Math.min(HIGHEST, Math.max(0, Math.round(value)));
    const bucket = bucketOf(whole);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#count += 1;
    if (whole > this.#max) this.#max = whole;
  }

  /**
   * The value that the share `quantile` (0 to 1) of all recorded ones does not exceed: the upper end of its bucket, never more than
   * the maximum. Undefined when nothing was recorded.
   */
  quantile(quantile: number): number | undefined {
    if (this.#count === 0) return undefined;
    const rank = Math.max(1, Math.ceil(quantile * this.#count));
    let seen = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      seen += count;
      if (seen >= rank) return Math.min(upperEndOf(bucket), this.#max);
    }
    return this.#max;
  }

  /** What was recorded since an older copy of this histogram. */
  since(older: Histogram): Histogram {
    const result = new Histogram();
    for (const [bucket, count] of this.#counts.entries()) {
      const added = count - (older.#counts[bucket] ?? 0);
      if (added <= 0) continue;
      result.#counts[bucket] = added;
      result.#count += added;
      result.#max = Math.min(upperEndOf(bucket), this.#max);
    }
    return result;
  }

  copy(): Histogram {
    const result = new Histogram();
    result.#counts.set(this.#counts);
    result.#count = this.#count;
    result.#max = this.#max;
    return result;
  }
}

function bucketOf(value: number): number {
  if (value < FIRST_RANGE) return value;
  const highestBit = 31 - Math.clz32(value);
  const within = (value >>> (highestBit - FIRST_RANGE_BITS + 1)) - HALF;
  return FIRST_RANGE + (highestBit - FIRST_RANGE_BITS) * HALF + within;
}

function upperEndOf(bucket: number): number {
  if (bucket < FIRST_RANGE) return bucket;
  const range = Math.floor((bucket - FIRST_RANGE) / HALF);
  const width = 2 ** (range + 1);
  return (HALF + ((bucket - FIRST_RANGE) % HALF) + 1) * width - 1;
}
