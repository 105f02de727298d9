/** A request is worth this many units: whole numbers, so that a ratio of up to nine decimals never drifts. */
const ONE = 1_000_000_000;

/** Lanes begin apart, as evenly as any number of them can: multiples of the golden ratio. */
const BETWEEN_LANES = (Math.sqrt(5) - 1) / 2;

/**
 * Says which of a row of requests a ratio hits, by low discrepancy instead of chance: each request adds the ratio to
 * what is owed, and a hit pays one back. Among any n consecutive requests n × ratio are hit, to less than one.
 *
 * Requests may come in lanes (routes). A fixed beat would fall in step with clients that take the routes in turn, and
 * hit always the same one; so a hit goes to a lane to which one is owed, unless it cannot wait. Each lane then gets its
 * share too, and all together stay within less than two, which is within one where n × ratio is a whole number.
 */
export class Accumulator {
  private readonly step: number;
  private owed = 0;
  private readonly owedTo: number[] = [];

  /**
   * @param ratio from 0 to 1
   * @param phase from 0 to below 1: how near the first hit is; by default in the middle of its interval
   */
  constructor(
    ratio: number,
    private readonly phase = 0.5,
  ) {
    this.step = Math.round(ratio * ONE);
  }

  /** Whether the next request is hit. */
  next(lane = 0): boolean {
    const owed = this.owed + this.step;
    const owedHere = (this.owedTo[lane] ?? this.startOf(lane)) + this.step;
    const isHit = owed >= ONE || (owed > 0 && owedHere >= ONE);
    this.owed = isHit ? owed - ONE : owed;
    this.owedTo[lane] = isHit ? owedHere - ONE : owedHere;
    return isHit;
  }

  private startOf(lane: number): number {
    return Math.floor(((this.phase + lane * BETWEEN_LANES) % 1) * ONE);
  }
}
