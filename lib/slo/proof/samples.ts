import type { Totals } from '../timeline';
import type { TestSeries, Witness } from './witness';

/** One step of a series without a sample. */
export const NOTHING = Number.NaN;
/** One step of a series with the marker of a target that is gone. */
export const GONE = Number.POSITIVE_INFINITY;

export interface InputSeries {
  readonly series: TestSeries;
  /** A number, `NOTHING` or `GONE` for each step. */
  readonly samples: Float64Array;
}

/** A process with counters of its own. */
export interface Life {
  readonly instance: string;
  /** The step at which its counters are zero. */
  readonly start: number;
  /** The step of its first sample: a process that is found later has counted by then. */
  readonly from: number;
  /** What it counts, from its start to its last sample. */
  readonly counted: Totals;
}

/** The counters of some processes, over `steps` samples, for each series that events are told by. */
export function counterSeries(
  witness: Extract<Witness, { kind: 'counters' }>,
  lives: readonly Life[],
  steps: number,
): InputSeries[] {
  const all = new Map([...witness.good, ...witness.bad].map((series) => [seriesKey(series), series]));
  const [good, bad] = [new Set(witness.good.map(seriesKey)), new Set(witness.bad.map(seriesKey))];
  return [...new Set(lives.map(({ instance }) => instance))].flatMap((instance) =>
    [...all].map(([key, series]) => ({
      series: { ...series, labels: { ...series.labels, job: 'test', instance } },
      samples: samplesOf(
        lives.filter((life) => life.instance === instance),
        steps,
        { countsGood: good.has(key), countsBad: bad.has(key) },
      ),
    })),
  );
}

function samplesOf(
  lives: readonly Life[],
  steps: number,
  { countsGood, countsBad }: { readonly countsGood: boolean; readonly countsBad: boolean },
): Float64Array {
  const samples = new Float64Array(steps).fill(NOTHING);
  for (const { start, from, counted } of lives) {
    const end = Math.min(steps, start + counted.total.length);
    let isThere = false;
    for (let at = from; at < end; at += 1) {
      const total = counted.total[at - start] ?? 0;
      const good = counted.good[at - start] ?? 0;
      const value = (countsGood ? good : 0) + (countsBad ? total - good : 0);
      // The series of an error does not exist before the first one.
      isThere ||= countsGood || value > 0;
      if (isThere) samples[at] = value;
    }
    // A series that is gone ends with a marker.
    if (isThere && end < steps && Number.isNaN(samples[end])) samples[end] = GONE;
  }
  return samples;
}

/** A gauge that is good or bad at each step, as the running totals (one event a step) say. */
export function gaugeSeries(
  { series, good, bad }: Extract<Witness, { kind: 'gauge' }>,
  { good: passed }: Totals,
): InputSeries {
  const samples = passed.map((value, at) => (at > 0 && value === passed[at - 1] ? bad : good));
  return { series, samples };
}

/** Observations whose mean is good or bad in each step, as the running totals say; `parts` samples a step. */
export function meanSeries(
  { sum, count, good, bad }: Extract<Witness, { kind: 'mean' }>,
  { good: passed }: Totals,
  parts: number,
): InputSeries[] {
  const length = (passed.length - 1) * parts + 1;
  const [sums, counts] = [new Float64Array(length), new Float64Array(length)];
  for (let sample = 1; sample < length; sample += 1) {
    const at = Math.ceil(sample / parts);
    const value = passed[at] === passed[at - 1] ? bad : good;
    counts[sample] = counts[sample - 1]! + OBSERVATIONS;
    sums[sample] = sums[sample - 1]! + Math.round(OBSERVATIONS * value);
  }
  return [
    { series: sum, samples: sums },
    { series: count, samples: counts },
  ];
}

const OBSERVATIONS = 10_000;

/** Samples in promtool's notation, runs of equal differences as `a+bxn`. */
export function samplesText(samples: ArrayLike<number>): string {
  const words: string[] = [];
  for (let at = 0; at < samples.length;) {
    const first = samples[at]!;
    const run = runLength(samples, at);
    if (Number.isFinite(first)) words.push(run.count > 0 ? `${first}+${run.delta}x${run.count}` : String(first));
    else if (first === GONE) words.push('stale');
    else words.push(run.count > 0 ? `_x${run.count + 1}` : '_');
    at += run.count + 1;
  }
  return words.join(' ');
}

/** How many samples after `at` go on with the same difference. */
function runLength(samples: ArrayLike<number>, at: number): { count: number; delta: number } {
  const first = samples[at]!;
  let count = 0;
  if (Number.isNaN(first)) {
    while (at + count + 1 < samples.length && Number.isNaN(samples[at + count + 1])) count += 1;
    return { count, delta: 0 };
  }
  const delta = difference(samples, at);
  // promtool adds the difference up: only whole numbers come out the same.
  if (!Number.isInteger(first) || !Number.isInteger(delta) || delta < 0) return { count, delta: 0 };
  while (difference(samples, at + count) === delta) count += 1;
  return { count, delta };
}

/** From one step to the next; NaN where there is no number. */
function difference(samples: ArrayLike<number>, at: number): number {
  return (samples[at + 1] ?? NOTHING) - (samples[at] ?? NOTHING);
}

function seriesKey({ name, labels }: TestSeries): string {
  return name + JSON.stringify(labels);
}
