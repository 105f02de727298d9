import { makeHistory, type History } from '../../../lib/slo/history/history';
import {
  DAY_SECONDS,
  DENSE_SECONDS,
  HISTORY_DEFAULTS,
  QUIET_SECONDS,
  type HistoryOptions,
} from '../../../lib/slo/history/options';
import type { Series } from '../../../lib/slo/history/series';

const END = Date.UTC(2026, 10, 21, 8) / 1000;
const OPTIONS: HistoryOptions = { ...HISTORY_DEFAULTS, lastHoursRate: 10, endSeconds: END, utcOffsetSeconds: 0 };

const history = makeHistory(OPTIONS);
const { times, incidents } = history.events;
const LAST = times.length - 1;

describe('a synthetic history', () => {
  it('has samples every minute, and every 5 s in the last six hours, until its end', () => {
    const steps = new Map<number, number>();
    for (let at = 1; at <= LAST; at += 1) {
      const step = times[at]! - times[at - 1]!;
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    expect(steps).toEqual(
      new Map([
        [60, (30 * DAY_SECONDS - DENSE_SECONDS) / 60],
        [5, DENSE_SECONDS / 5],
      ]),
    );
    expect(times[LAST]).toBe(END);
  });

  it('is the same for the same seed, and another one for another', () => {
    expect(samplesOf(makeHistory(OPTIONS))).toBe(samplesOf(history));
    expect(samplesOf(makeHistory({ ...OPTIONS, seed: 8 }))).not.toBe(samplesOf(history));
  });

  it.each([7, 30])('has counters that never fall, and names everything synthetic, in %d days', (days) => {
    const { families, events } = makeHistory({ ...OPTIONS, days });
    for (const one of families.flatMap(({ series }) => series)) {
      expect(one.labels).toMatchObject({ source: 'backfill' });
    }
    const counters = families.filter(({ type }) => type !== 'gauge').flatMap(({ series }) => series);
    expect(counters.flatMap((one) => fallsOf(one, events.times.length))).toEqual([]);
  });

  it('has the average rate before the last six hours, and the rate of the traffic in them', () => {
    const dense = LAST - DENSE_SECONDS / 5;
    expect(requests(dense) / (times[dense]! - times[0]!)).toBeCloseTo(10, 1);
    expect((requests(LAST) - requests(dense)) / DENSE_SECONDS).toBeCloseTo(10, 2);
  });

  it('has more traffic by day than by night', () => {
    const at = (hour: number) => times.indexOf(END - 10 * DAY_SECONDS - 8 * 3600 + hour * 3600);
    const during = (from: number) => requests(at(from + 2)) - requests(at(from));
    expect(during(13) / during(1)).toBeGreaterThan(2);
  });

  it('has three named incidents, none in the last four days', () => {
    expect(incidents.map(({ name }) => name)).toEqual(['bad-deploy', 'slow-database', 'unreachable']);
    for (const { from, to } of incidents) {
      expect(from).toBeGreaterThan(times[0]!);
      expect(to).toBeLessThan(END - QUIET_SECONDS);
    }
  });

  it.each([0, 1, 2, 3, 7, 2 ** 31])(
    'leaves 55 to 75 %% of the budget of 99.9 %%, inside and outside, with seed %d',
    (seed) => {
      const one = makeHistory({ ...OPTIONS, seed });
      expectLeft(one, 'http_requests_total', ({ http_status }) => http_status === '500', 'http_requests_total');
      expectLeft(one, 'outside_in_probe_failures_total', () => true, 'outside_in_probes_total');
    },
  );

  it('has nothing bad in the last six hours, so that the class hour has its whole budget', () => {
    const dense = LAST - DENSE_SECONDS / 5;
    const increase = (name: string, matches: (labels: Series['labels']) => boolean) =>
      total(history, name, matches, LAST) - total(history, name, matches, dense);
    const all = increase('http_requests_total', () => true);
    expect(increase('http_requests_total', ({ http_status }) => http_status === '500')).toBe(0);
    expect(increase('outside_in_probe_failures_total', () => true)).toBe(0);
    expect(increase('data_answers_total', ({ freshness }) => freshness === 'fresh')).toBe(all);
    expect(increase('http_request_duration_seconds_bucket', ({ le }) => le === '0.2')).toBe(all);
    const scores = increase('resume_match_score_sum', () => true) / increase('resume_match_score_count', () => true);
    expect(scores).toBeCloseTo(0.87, 2);
  });

  it('has histograms whose buckets, count and counter agree', () => {
    for (const at of [0, 1000, LAST]) {
      const bucket = (le: string) =>
        total(history, 'http_request_duration_seconds_bucket', (one) => one['le'] === le, at);
      const count = total(history, 'http_request_duration_seconds_count', () => true, at);
      expect(bucket('+Inf')).toBe(count);
      expect(total(history, 'http_requests_total', ({ http_status }) => http_status === '200', at)).toBe(count);
      expect(bucket('0.1')).toBeLessThanOrEqual(bucket('0.2'));
      expect(bucket('10')).toBeLessThanOrEqual(count);
    }
  });

  it('marks its incidents, and nothing else', () => {
    const marks = history.families.find(({ name }) => name === 'backfill_incident')!.series;
    const [first] = marks;
    expect(first?.labels).toEqual({
      incident: 'bad-deploy',
      summary: 'A deployment with a bug, rolled back',
      source: 'backfill',
    });
    const marked = [...times.keys()].filter((at) => first?.valueAt(at) !== undefined);
    expect([times[marked[0]!], times[marked.at(-1)!]]).toEqual([incidents[0]!.from, incidents[0]!.to]);
  });
});

/** Every 500th sample of every series. */
function samplesOf({ families, events }: History): string {
  return families
    .flatMap(({ series }) => series)
    .map(({ name, labels, valueAt }) => {
      const values = Array.from({ length: Math.floor(events.times.length / 500) }, (_, at) => valueAt(at * 500));
      return JSON.stringify([name, labels, values]);
    })
    .join('\n');
}

function fallsOf(series: Series, length: number): number[] {
  const falls: number[] = [];
  for (let at = 1; at < length; at += 1) {
    if (series.valueAt(at)! < series.valueAt(at - 1)!) falls.push(at);
  }
  return falls;
}

function requests(at: number): number {
  return total(history, 'http_requests_total', () => true, at);
}

function total(of: History, name: string, matches: (labels: Series['labels']) => boolean, at: number): number {
  return of.families
    .flatMap(({ series }) => series)
    .filter((one) => one.name === name && matches(one.labels))
    .reduce((sum, one) => sum + one.valueAt(at)!, 0);
}

function expectLeft(of: History, bad: string, isBad: (labels: Series['labels']) => boolean, all: string): void {
  const left = 1 - total(of, bad, isBad, LAST) / total(of, all, () => true, LAST) / 0.001;
  expect(left).toBeGreaterThan(0.55);
  expect(left).toBeLessThan(0.75);
}
