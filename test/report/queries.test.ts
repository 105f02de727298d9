import { METRICS } from '../../app/src/metrics/names';
import { errorRatioQuery, INSTANT_QUERIES, RANGE_QUERIES } from '../../lib/report/queries';
import { RECORDED } from '../../lib/slo/names';
import { selectorsIn } from '../../lib/slo/promql';
import { PROBE_METRICS } from '../../observability/prober/src/names';

describe('the queries of a report', () => {
  it('ask only for what app, prober, rules and Prometheus have', () => {
    const known = new Set<string>([
      ...Object.values(METRICS),
      ...Object.values(PROBE_METRICS),
      ...Object.values(RECORDED),
      'lab:evaluated:always',
      'ALERTS',
      'up',
    ]);
    const queries = [
      ...Object.values(RANGE_QUERIES),
      ...Object.values(INSTANT_QUERIES),
      errorRatioQuery(new Map([['availability', '20s']])),
    ];
    const asked = queries.flatMap((query) => selectorsIn(query).map(({ name }) => name));
    expect(asked.length).toBeGreaterThanOrEqual(queries.length);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it('ask for one window of each SLO', () => {
    const windows = new Map([
      ['availability', '20s'],
      ['quality', '30m'],
    ]);
    expect(errorRatioQuery(windows)).toBe(
      'slo:error_ratio{slo="availability",window="20s"} or slo:error_ratio{slo="quality",window="30m"}',
    );
  });
});
