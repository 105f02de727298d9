import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMetrics } from '../../app/src/metrics/registry';
import { linkBlocks } from '../../lib/history/history-folder';
import { historyOptions } from '../../lib/history/history-settings';
import { labSlos, SLO_FOLDER } from '../../lib/history/lab-slos';
import type { HistoryReport } from '../../lib/history/report';
import { writeHistory } from '../../lib/history/write-history';
import { poll } from '../../lib/cli/poll';
import { LabError } from '../../lib/model/errors';
import { findProjectRoot } from '../../lib/model/project-root';
import { ruleFileText } from '../../lib/slo/rules/rule-text';
import { sloRules, sloSets } from '../../lib/slo/rules/slo-rules';
import { dashboardFiles } from '../../observability/dashboards/generate';
import { createProbeMetrics } from '../../observability/prober/src/metrics';
import { interpolated, queriesOf } from '../_helpers/dashboard-queries';
import { startPrometheus, startTarget, type RunningPrometheus } from '../_helpers/prometheus';
import type { Dashboard } from './queries';

const ROOT = findProjectRoot(__dirname);
const SLOS = labSlos(join(ROOT, SLO_FOLDER));
const SAMPLING = { scrapeSeconds: 2, evaluationSeconds: 2, retentionSeconds: 60 * 86_400 };

/** Known traffic after a known history: these between any two scrapes, so that every window has the same ratio. */
const GOOD = 97;
const FAILED = 3;

const CLASS_BUDGET = 'slo="availability",objective="99%",clock="class"';

/** Prometheus shares the machine with other tests. */
jest.setTimeout(120_000);

describe('on a Prometheus with history, rules and known traffic', () => {
  const servers: Server[] = [];
  let folder: string;
  let report: HistoryReport;
  let prometheus: RunningPrometheus;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lab-dashboards-'));
    report = writeHistory({
      history: historyOptions({ days: 30, seed: 7, rate: 10, traffic: 10 }, new Date()),
      slos: SLOS,
      folder: join(folder, 'history'),
    });
    mkdirSync(join(folder, 'data'));
    linkBlocks(report.folder, join(folder, 'data'));
    const groups = sloSets(SLOS).flatMap((set) => sloRules(set, SAMPLING));
    writeFileSync(join(folder, 'slo.yml'), ruleFileText('# of a test', groups));

    const [metrics, probes] = [createMetrics({ version: 'test', requestsInFlight: () => 1 }), createProbeMetrics()];
    const route = { method: 'GET', route: '/' };
    for (const http_status of ['200', '500']) metrics.initialize({ ...route, http_status });
    const traffic = () => {
      for (let n = 0; n < GOOD; n += 1) metrics.recordRequest({ ...route, http_status: '200' }, 0.02);
      for (let n = 0; n < FAILED; n += 1) metrics.recordRequest({ ...route, http_status: '500' }, 0.02);
      probes.record({ seconds: 0.01 });
      return metrics.render();
    };
    const targets = [await startTarget(traffic), await startTarget(() => probes.render())];
    servers.push(...targets.map(({ server }) => server));
    const [app, prober] = targets.map(({ address }) => address) as [string, string];
    prometheus = await startPrometheus(folder, {
      global: { scrape_interval: '2s', evaluation_interval: '2s' },
      rule_files: [join(folder, 'slo.yml')],
      scrape_configs: [
        {
          job_name: 'sre-app',
          static_configs: [{ targets: [app], labels: { target: 'sre-app-service.sre.local:5000' } }],
        },
        { job_name: 'outside-in', static_configs: [{ targets: [prober] }] },
      ],
    });
    const clocks = SLOS.flatMap(({ objectives }) => objectives.flatMap((objective) => objective.clocks));
    await until('the rules of every SLO are evaluated', async () => {
      return (await prometheus.value('count(slo:info)')) === clocks.length;
    });
    await until('the rules have counted the traffic', async () => {
      const left = await prometheus.value(`slo:error_budget:left{${CLASS_BUDGET}}`);
      const rate = await prometheus.value('sum(rate(http_requests_total{source="",http_status="500"}[20s]))');
      return left !== undefined && left < 1 && rate !== undefined && rate > 0;
    });
  });

  afterAll(async () => {
    for (const server of servers) server.close();
    await prometheus.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const until = (what: string, holds: () => Promise<boolean>) =>
    poll(async () => ((await holds()) ? true : undefined), {
      timeoutMs: 60_000,
      tooLate: () => new LabError('TooLate', `not within a minute: ${what}`),
    });

  test('every rule is evaluated without an error', async () => {
    const { data } = (await (await fetch(`${prometheus.url}/api/v1/rules`)).json()) as {
      data: { groups: { name: string; rules: { name: string; health: string; lastError?: string }[] }[] };
    };
    const sick = data.groups.flatMap(({ rules }) => rules).filter(({ health }) => health === 'err');
    expect(sick).toEqual([]);
    expect(await prometheus.query('slo:info')).not.toEqual([]);
  });

  test('the real month has the budgets that were printed', async () => {
    const recorded = await prometheus.query('slo:error_budget:left{clock="real"}');
    expect(report.budgets).toHaveLength(9);
    for (const { slo, objective, left } of report.budgets) {
      const one = recorded.find(({ metric }) => metric['slo'] === slo && metric['objective'] === objective);
      expect(Math.abs(one!.value - left)).toBeLessThan(0.005);
    }
  });

  test('the class hour has what the traffic spent, of the events of an hour', async () => {
    const left = await prometheus.value(`slo:error_budget:left{${CLASS_BUDGET}}`);
    const failed = await prometheus.value('sum(http_requests_total{source="",http_status="500"})');
    const all = await prometheus.value('sum(http_requests_total{source=""})');
    // 36,000 events of history within the hour, less those of the seconds since it ended.
    expect(left).toBeCloseTo(1 - failed! / (36_000 + all!) / 0.01, 1);
    const untouched = await prometheus.query('slo:error_budget:left{slo!="availability",clock="class"} != 1');
    expect(untouched).toEqual([]);
  });

  test('nothing is NaN, and no alert of the real month fires', async () => {
    const values = await prometheus.query('{__name__=~"slo:.*"}');
    expect(values.length).toBeGreaterThan(100);
    expect(values.filter(({ value }) => Number.isNaN(value))).toEqual([]);
    expect(await prometheus.query('ALERTS{clock="real"}')).toEqual([]);
  });

  describe.each(Object.entries(dashboardFiles()))('the dashboard %s', (_, content) => {
    const queries = queriesOf(JSON.parse(content) as Dashboard);
    const panels = queries.filter(({ kind }) => kind === 'panel');

    test.each(['class', 'real'] as const)('has data in every panel on the %s clock, and no NaN', async (clock) => {
      const slos = (await prometheus.query(`group by (slo) (slo:info{clock="${clock}"})`)).map(
        ({ metric }) => metric['slo']!,
      );
      expect(slos.sort()).toEqual(slosOf(clock));
      for (const { of, expr } of panels) {
        for (const slo of expr.includes('$slo') ? slos : ['']) {
          const samples = await prometheus.query(interpolated(expr, { clock, slo }));
          expect({
            of,
            slo,
            samples: samples.length > 0,
            nan: samples.some(({ value }) => Number.isNaN(value)),
          }).toEqual({
            of,
            slo,
            samples: true,
            nan: false,
          });
        }
      }
    });

    test('has annotations that Prometheus understands', async () => {
      const marks = queries.filter(({ kind }) => kind === 'annotation');
      for (const { expr } of marks) expect(await prometheus.query(expr)).toEqual(expect.anything());
    });
  });

  test('the service view shows the known traffic', async () => {
    const view = queriesOf(JSON.parse(dashboardFiles()['service-view.json']!) as Dashboard);
    const show = (title: string) => prometheus.query(interpolated(view.find(({ of }) => of === title)!.expr));
    const ratio = (await show('Error ratio, by route')).find(({ metric }) => metric['route'] === '/');
    expect(ratio?.value).toBeCloseTo(FAILED / (GOOD + FAILED), 2);
    expect((await show('Targets up'))[0]?.value).toBe(1);
    expect((await show('DNS answers'))[0]?.value).toBe(1);
    expect((await show('Tasks, by version'))[0]).toMatchObject({ metric: { version: 'test' }, value: 1 });
  });
});

function slosOf(clock: 'class' | 'real'): string[] {
  const isOf = ({ clocks }: (typeof SLOS)[number]['objectives'][number]) => clocks.some(({ name }) => name === clock);
  return SLOS.filter(({ objectives }) => objectives.some(isOf))
    .map(({ name }) => name)
    .sort();
}
