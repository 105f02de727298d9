import { parseSelector, selectorsIn, selectorText, selects } from '../../lib/slo/promql';
import { witnessOf } from '../../lib/slo/proof/witness';
import { GONE, NOTHING, samplesText } from '../../lib/slo/proof/samples';
import { durationText } from '../../lib/slo/duration-text';
import { FRESHNESS, given, LATENCY, OUTSIDE_IN } from './_slos';

describe('selectors', () => {
  test.each(['up', 'up{job="a"}', 'http_requests_total{route!="unmatched",http_status=~"5..",path!~"/x|\\\\d+"}'])(
    'are read and written: %s',
    (text) => {
      expect(selectorText(parseSelector(text)!)).toBe(text);
    },
  );

  test.each(['sum(up)', 'up + 1', 'up{job=a}', 'up[5m]', '{job="a"}', ''])('are nothing else: %s', (text) => {
    expect(parseSelector(text)).toBeUndefined();
  });

  test('select as Prometheus does: anchored, and an absent label is empty', () => {
    const selector = parseSelector('a{x=~"5..",y!="z"}')!;
    expect(selects(selector, { name: 'a', labels: { x: '500' } })).toBe(true);
    expect(selects(selector, { name: 'a', labels: { x: '1500' } })).toBe(false);
    expect(selects(selector, { name: 'a', labels: { x: '500', y: 'z' } })).toBe(false);
    expect(selects(selector, { name: 'b', labels: { x: '500' } })).toBe(false);
  });

  test('are found in queries, calls and words are not', () => {
    const query =
      'sum by (job) (increase(a_sum{x="(1)"}[1m])) / (sum(increase(a_count[1m])) > 0) and on () b offset 5m';
    expect(selectorsIn(query).map(selectorText)).toEqual(['a_sum{x="(1)"}', 'a_count', 'b']);
  });
});

describe('series for tests', () => {
  test('of one metric: one series is good and one bad', () => {
    expect(witnessOf(given())).toEqual({
      kind: 'counters',
      good: [{ name: 'http_requests_total', labels: { route: '200', http_status: '200' } }],
      bad: [{ name: 'http_requests_total', labels: { route: '200', http_status: '500' } }],
    });
    expect(witnessOf(FRESHNESS)).toMatchObject({ good: [{ labels: { freshness: 'fresh' } }] });
  });

  test('of two metrics: a bad event counts in both', () => {
    expect(witnessOf(OUTSIDE_IN)).toEqual({
      kind: 'counters',
      good: [{ name: 'outside_in_probes_total', labels: {} }],
      bad: [
        { name: 'outside_in_probes_total', labels: {} },
        { name: 'outside_in_probe_failures_total', labels: {} },
      ],
    });
  });

  test('of a histogram: a slow event is in the last bucket only', () => {
    const witness = witnessOf(LATENCY);
    expect(witness).toMatchObject({
      bad: [{ labels: { le: '+Inf' } }, { name: 'http_request_duration_seconds_count' }],
    });
    expect(witness?.good).toHaveLength(4);
  });

  test('are none for a query that they cannot be made for', () => {
    expect(witnessOf(given({ indicator: { kind: 'raw', meaning: 'success', query: 'a / b' } }))).toBeUndefined();
    const never = { kind: 'ratio', numerator: 'bad', events: 'a{x="1",x="2"}', total: 'a' } as const;
    expect(witnessOf(given({ indicator: never }))).toBeUndefined();
  });
});

test('samples are written in promtool notation', () => {
  expect(samplesText([0, 5, 10, 15, 15, 15, NOTHING, NOTHING, GONE, 3, 0.5])).toBe('0+5x3 15+0x1 _x2 stale 3 0.5');
  expect(samplesText([])).toBe('');
});

test('durations are written as Prometheus reads them', () => {
  expect([20, 60, 75, 3600, 5400, 86_400, 2_592_000].map(durationText)).toEqual([
    '20s',
    '1m',
    '75s',
    '1h',
    '90m',
    '1d',
    '30d',
  ]);
});
