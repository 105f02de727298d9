import { generate } from '../../lib/slo/generate';
import type { Slo, Tier } from '../../lib/slo/model';
import { refusals } from '../../lib/slo/refusals';
import {
  AVAILABILITY,
  CLASS,
  given,
  LATENCY,
  objective,
  OUTSIDE_IN,
  REAL,
  REAL_TIERS,
  SAMPLING,
  SLICED,
} from './_slos';

const BUCKETS = new Map([['http_request_duration_seconds', [0.1, 0.2, 0.5, 1, 2]]]);
const DAY = 86_400;

function told(slo: Slo, limits: Partial<Parameters<typeof refusals>[1]> = {}): string[] {
  return refusals([slo], { sampling: SAMPLING, buckets: BUCKETS, ...limits }).map(
    ({ file, line, path, got, message }) => `${file}:${line}: ${path}: got ${got}; ${message}`,
  );
}

function withTier(tier: Partial<Tier>, target = 0.99): Slo {
  const [first] = REAL_TIERS;
  const tiers = [{ ...first!, ...tier }];
  const { source } = AVAILABILITY;
  return given({
    objectives: [objective(target)],
    alertPolicies: [{ name: 'real', clock: 'real', tiers, notificationTargets: [], source }],
  });
}

describe('the generator', () => {
  test('accepts SLOs like those of the lab', () => {
    expect([AVAILABILITY, LATENCY, OUTSIDE_IN].flatMap((slo) => told(slo))).toEqual([]);
  });

  test('refuses a burn rate that the target cannot reach', () => {
    expect(told(withTier({ burnRate: 14.4 }, 0.93))).toEqual([
      'availability.yaml:1: availability: tier.page-fast: got burn rate 14.4 for the target 93%; it alerts above 14.4 × 7% = ' +
        '100.8% errors, and there are never more than 100%; allowed: a burn rate below 14.2857142857, or a target above 93.06%',
    ]);
    expect(told(withTier({ burnRate: 14.4 }, 0.9306))).toEqual([]);
  });

  test('refuses a burn rate below 1', () => {
    expect(told(withTier({ burnRate: 0.8 }))).toEqual([
      'availability.yaml:1: availability: tier.page-fast: got burn rate 0.8; a service that burns at 0.8 keeps its promise, ' +
        'with 20% of the budget left over; allowed: at least 1, the rate at which the budget lasts exactly 30d',
    ]);
  });

  test('refuses a window of fewer than four scrapes', () => {
    expect(told(withTier({ shortSeconds: 15 }))).toEqual([
      'availability.yaml:1: availability: tier.page-fast: got a window of 15s; that is 3 scrapes of 5s, and at some phases ' +
        'none of it is seen; allowed: at least 4 scrapes, 20s',
    ]);
    expect(told(withTier({ shortSeconds: 20 }))).toEqual([]);
  });

  test('refuses windows that contradict each other or the period', () => {
    expect(told(withTier({ shortSeconds: 3600 }))).toEqual([
      'availability.yaml:1: availability: tier.page-fast: got short window 1h, long window 1h; the short window ends the ' +
        'alert soon after a fix; allowed: shorter than the long one, a twelfth of it is usual',
    ]);
    expect(told(withTier({ longSeconds: 31 * DAY }))).toEqual([
      "availability.yaml:1: availability: tier.page-fast: got a long window of 31d; the real month's period is 30d; allowed: at most that",
    ]);
  });

  test('refuses a threshold that is no edge of a bucket', () => {
    const slo = given({
      ...LATENCY,
      objectives: [objective(0.95, { threshold: { op: 'lte', value: 0.25 } })],
    });
    expect(told(slo)).toEqual([
      'availability.yaml:1: latency: objectives.value: got 0.25; http_request_duration_seconds has no bucket that ends there, ' +
        'and what lies between two edges is not known; allowed: 0.1, 0.2, 0.5, 1, 2',
    ]);
    expect(told(slo, { buckets: new Map() })).toEqual([]);
  });

  test('refuses a period that is longer than Prometheus remembers', () => {
    const slo = given({ objectives: [objective(0.99, { clocks: [{ ...REAL, periodSeconds: 90 * DAY }] })] });
    expect(told(slo)).toEqual([
      'availability.yaml:1: availability: clock real: got a period of 90d; Prometheus keeps 60d, and a longer period would ' +
        'silently be that; allowed: at most 60d, or a longer --storage.tsdb.retention.time',
    ]);
  });

  test('refuses windows that have too little traffic', () => {
    const slo = given({ objectives: [objective(0.99, { clocks: [CLASS] })] });
    expect(told(slo, { eventsPerSecond: 10 })).toEqual([]);
    expect(told(slo, { eventsPerSecond: 8 })[0]).toBe(
      'availability.yaml:1: availability: tier.page-slow: got 8 events a second for the target 99% of the class hour; at 3% ' +
        'errors the window of 20s has 4.8 bad events, and chance decides whether it alerts; allowed: at least 5, which takes ' +
        '8.4 events a second or a longer window',
    );
    expect(told(slo, { eventsPerSecond: 8 })).toHaveLength(2);
  });

  test('refuses windows that have no slice, and slices that have no evaluation', () => {
    expect(told({ ...SLICED, budgeting: { method: 'Timeslices', sliceSeconds: 60 } })).toContainEqual(
      expect.stringContaining('got a window of 20s; no slice of 1m ends in some of them'),
    );
    expect(told({ ...SLICED, budgeting: { method: 'Timeslices', sliceSeconds: 2 } })).toContainEqual(
      expect.stringContaining('got slices of 2s; rules are evaluated every 5s'),
    );
  });

  test('tells everything at once, and makes nothing', () => {
    const wrong = [withTier({ burnRate: 0.5, shortSeconds: 5 }), withTier({ burnRate: 200 })];
    const made = generate(wrong, { sampling: SAMPLING }, { rules: 'rules', tests: 'tests' });
    expect(made.problems).toHaveLength(3);
    expect(made.files).toEqual([]);
  });
});
