import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkBlocks } from '../../lib/history/history-folder';
import { historyOptions } from '../../lib/history/history-settings';
import type { HistoryReport } from '../../lib/history/report';
import { writeHistory } from '../../lib/history/write-history';
import { poll } from '../../lib/cli/poll';
import { LabError } from '../../lib/model/errors';
import { startPrometheus, startTarget, type RunningPrometheus } from '../_helpers/prometheus';
import { LAB_LIKE_SLOS } from '../slo/history/lab-like-slos';

/** Prometheus shares the machine with other tests. */
jest.setTimeout(120_000);

describe('a history in a real Prometheus', () => {
  let folder: string;
  let report: HistoryReport;
  let prometheus: RunningPrometheus;
  let app: Server;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lab-history-'));
    report = writeHistory({
      history: historyOptions({ days: 30, seed: 7, rate: 10, traffic: 10 }, new Date()),
      slos: LAB_LIKE_SLOS,
      folder: join(folder, 'history'),
    });
    const target = await startTarget(() => 'http_requests_total{http_status="200"} 5\n');
    app = target.server;
    const data = join(folder, 'data');
    mkdirSync(data);
    linkBlocks(report.folder, data);
    prometheus = await startPrometheus(folder, {
      global: { scrape_interval: '1s' },
      scrape_configs: [{ job_name: 'live', static_configs: [{ targets: [target.address] }] }],
    });
    await until('Prometheus has scraped', async () => (await value('sum(up)')) === 1);
  });

  afterAll(async () => {
    await prometheus.close();
    app.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const value = (query: string) => prometheus.value(query);
  const until = (what: string, holds: () => Promise<boolean>) =>
    poll(async () => ((await holds()) ? true : undefined), {
      timeoutMs: 60_000,
      tooLate: () => new LabError('TooLate', `not within a minute: ${what}`),
    });

  it('answers queries, and live samples come in beside it', async () => {
    expect(await value('count({source="backfill",__name__!~"slo:.*"})')).toBe(35);
    expect(await value('count(slo:events:count{source="backfill"})')).toBe(12);
    expect(await value('count(http_requests_total{source=""})')).toBe(1);
    expect(await value('time() - timestamp(sum(up))')).toBeLessThan(60);
  });

  it('has whole 30 days at about the rate that was asked for', async () => {
    const requests = await value('sum(increase(http_requests_total{source="backfill"}[30d]))');
    expect(requests! / (30 * 86_400)).toBeCloseTo(10, 0);
    expect(await value('sum(rate(http_requests_total{source="backfill"}[1h] offset 10m))')).toBeCloseTo(10, 1);
  });

  it.each([
    [
      'availability 99.9%',
      `1 - sum(increase(http_requests_total{http_status=~"5..",source="backfill"}[30d]))
         / sum(increase(http_requests_total{source="backfill"}[30d])) / 0.001`,
    ],
    [
      'outside-in 99.9%',
      `1 - sum(increase(outside_in_probe_failures_total[30d])) / sum(increase(outside_in_probes_total[30d])) / 0.001`,
    ],
    [
      'latency 99%',
      `1 - (1 - sum(increase(http_request_duration_seconds_bucket{le="0.3"}[30d]))
         / sum(increase(http_request_duration_seconds_count[30d]))) / 0.01`,
    ],
    [
      'freshness 99.5%',
      `1 - (1 - sum(increase(data_answers_total{freshness="fresh"}[30d]))
         / sum(increase(data_answers_total[30d]))) / 0.005`,
    ],
    [
      'quality 90%',
      `1 - (1 - avg_over_time((
         rate(resume_match_score_sum[2m]) / rate(resume_match_score_count[2m]) >= bool 0.8)[719h:1m])) / 0.1`,
    ],
  ])('leaves of %s what was reported', async (name, query) => {
    const budget = report.budgets.find(({ slo, objective }) => `${slo} ${objective}` === name);
    // A sliding window of two minutes is not the slice that the report counts: it sees a poor minute twice.
    const digits = name.startsWith('quality') ? -1 : 0;
    expect((await value(query))! * 100).toBeCloseTo(budget!.left * 100, digits);
  });

  it('names its incidents while they last', async () => {
    const [{ from, name }] = report.incidents as [HistoryReport['incidents'][number]];
    const during = Date.parse(from) / 1000 + 60;
    expect(await prometheus.query(`backfill_incident @ ${during}`)).toEqual([
      expect.objectContaining({ metric: expect.objectContaining({ incident: name }) }),
    ]);
  });

  it('is reported beside its block', () => {
    expect(readdirSync(report.folder).sort()).toEqual([expect.stringMatching(/^01/), 'history.json']);
    expect(JSON.parse(readFileSync(join(report.folder, 'history.json'), 'utf8'))).toEqual(report);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe('writing a history', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lab-history-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (into: string, seed: number) =>
    writeHistory({
      history: historyOptions({ days: 7, seed, rate: 1, traffic: 1 }, new Date()),
      slos: [],
      folder: into,
    });

  it('fails rather than replace what is no history', () => {
    writeFileSync(join(folder, 'thesis.txt'), 'my only copy');
    expect(() => write(folder, 1)).toThrow(
      `${folder} has files that "lab backfill" did not write; name a new folder with --output, or empty this one`,
    );
    expect(readFileSync(join(folder, 'thesis.txt'), 'utf8')).toBe('my only copy');
  });

  it('replaces an earlier history', () => {
    const into = join(folder, 'history');
    write(into, 1);
    const before = readdirSync(into);
    write(into, 2);
    expect(readdirSync(into)).toHaveLength(2);
    expect(readdirSync(into)).not.toEqual(before);
  });

  it('leaves nothing where it cannot be written', () => {
    const into = join(folder, 'file', 'history');
    writeFileSync(join(folder, 'file'), '');
    expect(() => write(into, 1)).toThrow(/ENOTDIR|EEXIST/);
    expect(readdirSync(folder)).toEqual(['file']);
  });
});
