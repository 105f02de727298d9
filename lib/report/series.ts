/** One series of a range query: seconds since 1970 and value, oldest first. NaN and infinities are left out by who asks. */
export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: readonly Point[];
}

export type Point = readonly [seconds: number, value: number];

/** A stretch of time, in seconds since 1970, both ends included. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The stretches in which a series has points that `isOn`. Two points belong together when no more than one and a half
 * steps lie between them, or when nobody looked in all of the time between: a gap of the observer ends nothing.
 */
export function stretchesOf(
  { points }: Pick<Series, 'points'>,
  step: number,
  gaps: readonly Stretch[],
  isOn: (value: number) => boolean = () => true,
): Stretch[] {
  const stretches: Stretch[] = [];
  let previous: number | undefined;
  for (const [time, value] of points) {
    if (isOn(value)) {
      const open = stretches.at(-1);
      const continues = open !== undefined && previous === open.to && isJoined(open.to, time, step, gaps);
      if (continues) stretches[stretches.length - 1] = { from: open.from, to: time };
      else stretches.push({ from: time, to: time });
    }
    previous = time;
  }
  return stretches;
}

function isJoined(from: number, to: number, step: number, gaps: readonly Stretch[]): boolean {
  return to - from <= step * 1.5 || gaps.some((gap) => gap.from - from <= step * 1.5 && to - gap.to <= step * 1.5);
}

/** Stretches that overlap, or lie no further apart than `quiet` seconds, as one; sorted. */
export function merged(stretches: readonly Stretch[], quiet: number): Stretch[] {
  const result: Stretch[] = [];
  for (const next of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && next.from - last.to <= quiet) {
      result[result.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else result.push({ from: next.from, to: next.to });
  }
  return result;
}

/** When a counter grew, and by how much since the point before. */
export interface Growth {
  /** When it was seen. */
  readonly at: number;
  readonly by: number;
}

/**
 * What a counter counted, point by point. A counter that is lower than before began again at 0: a task was replaced
 * under the same labels.
 * @param bornAfter a series whose first point is later than this began at 0 then; Infinity for a counter that goes on
 *   from a value of its own, such as the rules' event counters
 */
export function growthsOf({ points }: Pick<Series, 'points'>, bornAfter: number): Growth[] {
  const growths: Growth[] = [];
  let before: number | undefined;
  for (const [at, value] of points) {
    const base = before === undefined ? (at > bornAfter ? 0 : value) : value < before ? 0 : before;
    if (value > base) growths.push({ at, by: value - base });
    before = value;
  }
  return growths;
}

/** How much a counter grew in a stretch: of what was seen after `from`, up to `to`. */
export function grownWithin(growths: readonly Growth[], { from, to }: Stretch): number {
  return growths.filter(({ at }) => at > from && at <= to).reduce((sum, { by }) => sum + by, 0);
}

/** The last value at or before a moment, not older than `oldest` seconds; null when there is none. */
export function valueAt({ points }: Pick<Series, 'points'>, time: number, oldest = 300): number | null {
  const point = points.findLast(([at]) => at <= time);
  return point === undefined || time - point[0] > oldest ? null : point[1];
}
