import { LabError } from '../../model/errors';

/** How many requests a second, over the time of a run. */
export interface Profile {
  /** Requests a second. */
  readonly rate: number;
  /** Seconds in which the rate climbs evenly from 0 to `rate`; 0 for none. */
  readonly rampSeconds: number;
  readonly spikes: readonly Spike[];
  /** Infinity: until somebody stops it. */
  readonly seconds: number;
}

/** Another rate for a while, in the place of the profile's. */
export interface Spike {
  /** Seconds after the start. */
  readonly at: number;
  readonly rate: number;
  /** Seconds. */
  readonly for: number;
}

/** A stretch of time in which the rate changes evenly; milliseconds since the start, requests a millisecond. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly startRate: number;
  readonly endRate: number;
}

/** The profile as stretches without a gap. Throws an `InvalidArgument` LabError for spikes that overlap or never come. */
export function segmentsOf({ rate, rampSeconds, spikes, seconds }: Profile): Segment[] {
  const end = seconds * 1000;
  const ramp = rampSeconds * 1000;
  const rateAt = (time: number) => (time < ramp ? (rate * time) / ramp : rate) / 1000;
  const sorted = [...spikes].sort((a, b) => a.at - b.at);
  refuseImpossible(sorted, seconds);
  const edges = [0, Math.min(ramp, end), end, ...sorted.flatMap((one) => [one.at * 1000, (one.at + one.for) * 1000])]
    .filter((edge) => edge <= end)
    .sort((a, b) => a - b);
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? 0;
    if (from === to) return [];
    const spike = sorted.find((one) => one.at * 1000 <= from && from < (one.at + one.for) * 1000);
    if (spike) return [{ from, to, startRate: spike.rate / 1000, endRate: spike.rate / 1000 }];
    return [{ from, to, startRate: rateAt(from), endRate: rateAt(to) }];
  });
}

function refuseImpossible(sorted: readonly Spike[], seconds: number): void {
  for (const [index, spike] of sorted.entries()) {
    if (spike.at >= seconds) {
      throw new LabError(
        'InvalidArgument',
        `--spike at=${spike.at}s begins after the end of the traffic; allowed: before ${seconds}s, or a longer --for`,
      );
    }
    const next = sorted[index + 1];
    if (next && next.at < spike.at + spike.for) {
      throw new LabError(
        'InvalidArgument',
        `the spike at ${next.at}s begins while the one at ${spike.at}s still lasts; allowed: spikes one after the other`,
      );
    }
  }
}

/** How far arrivals are apart, in arrivals: always 1, or with a mean of 1. */
export type Gaps = () => number;

/** One in the middle of each interval: as many as the profile asks for, whatever the end. */
export function evenGaps(): Gaps {
  let first = true;
  return () => {
    const gap = first ? 0.5 : 1;
    first = false;
    return gap;
  };
}

/** Independent users: the number in any stretch of time has a Poisson distribution. */
export function poissonGaps(random: () => number): Gaps {
  return () => -Math.log(1 - random());
}

/**
 * When requests shall start, one after the other, in milliseconds since the start; undefined after the last one. A stretch has as many
 * arrivals as the integral of its rate, so a changing rate is met exactly, too (time change of a unit-rate process).
 */
export function arrivalsOf(segments: readonly Segment[], gaps: Gaps): () => number | undefined {
  let index = 0;
  let time = 0;
  return () => {
    let wanted = gaps();
    for (; ; index += 1) {
      const segment = segments[index];
      if (segment === undefined) return undefined;
      time = Math.max(time, segment.from);
      const slope = segment.to === Infinity ? 0 : (segment.endRate - segment.startRate) / (segment.to - segment.from);
      const rate = segment.startRate + slope * (time - segment.from);
      const left = segment.to - time;
      const available = left === Infinity ? Infinity : rate * left + (slope * left * left) / 2;
      if (wanted < available) {
        // Root of slope ÷ 2 · x² + rate · x = wanted, in the form that is exact for a slope of 0, too.
        time += (2 * wanted) / (rate + Math.sqrt(rate * rate + 2 * slope * wanted));
        return time;
      }
      wanted -= available;
      time = segment.to;
    }
  };
}
