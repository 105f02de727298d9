import { makeHistory, piecesOf, BLOCK_SECONDS, type History } from '../../../lib/slo/history/history';
import { openMetrics } from '../../../lib/slo/history/open-metrics';
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
    expect(textOf(makeHistory(OPTIONS))).toBe(textOf(history));
    expect(textOf(makeHistory({ ...OPTIONS, seed: 8 }))).not.toBe(textOf(history));
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

describe('the pieces of a history', () => {
  it('are cut where blocks meet, and leave no sample out', () => {
    const pieces = piecesOf(times);
    expect(pieces[0]?.from).toBe(0);
    expect(pieces.at(-1)?.to).toBe(times.length);
    for (const [index, { from, to }] of pieces.entries()) {
      expect(Math.floor(times[from]! / BLOCK_SECONDS)).toBe(Math.floor(times[to - 1]! / BLOCK_SECONDS));
      expect(from).toBe(pieces[index - 1]?.to ?? 0);
    }
  });

  it('are OpenMetrics text: families in turn, seconds, an end', () => {
    const lines = textOf(history, { from: LAST - 1, to: LAST + 1 }).split('\n');
    expect(lines.slice(0, 4)).toEqual([
      '# HELP http_requests Answered requests',
      '# TYPE http_requests counter',
      expect.stringMatching(
        /^http_requests_total\{method="POST",route="\/api\/match",http_status="200",status="200",instance="history:5000",job="sre-app",source="backfill"\} \d+ 1795247995$/,
      ),
      expect.stringMatching(/ \d+ 1795248000$/),
    ]);
    expect(lines.slice(-2)).toEqual(['# EOF', '']);
    expect(lines.filter((line) => line.startsWith('backfill_incident'))).toEqual([]);
  });
});

function textOf(of: History, piece = { from: 0, to: 3000 }): string {
  let text = '';
  for (const chunk of openMetrics(of.families, of.events.times, piece)) text += chunk.toString();
  return text;
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
