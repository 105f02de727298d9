import type { Totals } from '../timeline';
import type { TestSeries, Witness } from './witness';

/** One step of a series in promtool's notation: a number, nothing, or the marker of a target that is gone. */
export type Sample = number | '_' | 'stale';

export interface InputSeries {
  readonly series: TestSeries;
  readonly samples: readonly Sample[];
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
): Sample[] {
  const samples: Sample[] = [];
  for (let at = 0; at < steps; at += 1) {
    const life = lives.find(({ start, from, counted }) => at >= from && at - start < counted.total.length);
    const total = life?.counted.total[at - life.start] ?? 0;
    const good = life?.counted.good[at - life.start] ?? 0;
    const value = (countsGood ? good : 0) + (countsBad ? total - good : 0);
    // The series of an error does not exist before the first one; a series that is gone ends with a marker.
    const exists = life !== undefined && (countsGood || value > 0);
    if (exists) samples.push(value);
    else samples.push(typeof samples.at(-1) === 'number' ? 'stale' : '_');
  }
  return samples;
}

/** A gauge that is good or bad at each step, as the running totals (one event a step) say. */
export function gaugeSeries(
  { series, good, bad }: Extract<Witness, { kind: 'gauge' }>,
  { good: passed }: Totals,
): InputSeries {
  const samples = [...passed].map((value, at) => (at > 0 && value === passed[at - 1] ? bad : good));
  return { series, samples };
}

/** Observations whose mean is good or bad in each step, as the running totals say; `parts` samples a step. */
export function meanSeries(
  { sum, count, good, bad }: Extract<Witness, { kind: 'mean' }>,
  { good: passed }: Totals,
  parts: number,
): InputSeries[] {
  const [sums, counts] = [[0], [0]];
  for (let at = 1; at < passed.length; at += 1) {
    const value = passed[at] === passed[at - 1] ? bad : good;
    for (let part = 0; part < parts; part += 1) {
      counts.push((counts.at(-1) ?? 0) + OBSERVATIONS);
      sums.push((sums.at(-1) ?? 0) + Math.round(OBSERVATIONS * value));
    }
  }
  return [
    { series: sum, samples: sums },
    { series: count, samples: counts },
  ];
}

const OBSERVATIONS = 10_000;

/** Samples in promtool's notation, runs of equal differences as `a+bxn`. */
export function samplesText(samples: readonly Sample[]): string {
  const words: string[] = [];
  for (let at = 0; at < samples.length;) {
    const first = samples[at];
    const run = runLength(samples, at);
    if (typeof first === 'number') words.push(run.count > 0 ? `${first}+${run.delta}x${run.count}` : String(first));
    else words.push(first === '_' && run.count > 0 ? `_x${run.count + 1}` : String(first));
    at += run.count + 1;
  }
  return words.join(' ');
}

/** How many samples after `at` go on with the same difference. */
function runLength(samples: readonly Sample[], at: number): { count: number; delta: number } {
  const [first, second] = [samples[at], samples[at + 1]];
  if (typeof first !== 'number' || typeof second !== 'number') {
    if (first !== '_') return { count: 0, delta: 0 };
    const end = samples.findIndex((sample, index) => index > at && sample !== '_');
    return { count: (end === -1 ? samples.length : end) - at - 1, delta: 0 };
  }
  const delta = second - first;
  // promtool adds the difference up: only whole numbers come out the same.
  if (!Number.isInteger(first) || !Number.isInteger(delta) || delta < 0) return { count: 0, delta: 0 };
  let count = 1;
  for (let last = second; ; count += 1) {
    const next = samples[at + count + 1];
    if (typeof next !== 'number' || next - last !== delta) return { count, delta };
    last = next;
  }
}

function seriesKey({ name, labels }: TestSeries): string {
  return name + JSON.stringify(labels);
}
