import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LATENCY_BUCKETS_SECONDS, METRICS } from '../../app/src/metrics/names';
import { findProjectRoot } from '../../lib/model/project-root';
import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../lib/model/sampling';

const PROMETHEUS = join(findProjectRoot(__dirname), 'observability/prometheus');

describe("the lab's sampling", () => {
  test("is Prometheus' own", () => {
    const { global } = parse(readFileSync(join(PROMETHEUS, 'prometheus.yml'), 'utf8'));
    expect(global).toMatchObject({
      scrape_interval: `${LAB_SAMPLING.scrapeSeconds}s`,
      evaluation_interval: `${LAB_SAMPLING.evaluationSeconds}s`,
    });
    const days = LAB_SAMPLING.retentionSeconds / 86_400;
    expect(readFileSync(join(PROMETHEUS, 'entrypoint.sh'), 'utf8')).toContain(`--storage.tsdb.retention.time=${days}d`);
  });

  test("knows the buckets of the app's latency", () => {
    expect(HISTOGRAM_BUCKETS.get(METRICS.requestDuration)).toEqual([...LATENCY_BUCKETS_SECONDS]);
  });
});
