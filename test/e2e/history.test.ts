import { join } from 'node:path';
import type { ResetReport } from '../../lib/cli/commands/reset';
import type { UpReport } from '../../lib/cli/up/report';
import { eventually, lab, output, ROOT, startForeground, status, type ForegroundLab } from './_lab';
import { query, queryValue } from './_prometheus';

const LAB = [process.execPath, join(ROOT, 'bin/lab.js')];

describe('the month before the first minute', () => {
  let running: ForegroundLab;
  let prometheus: string;

  beforeAll(async () => {
    running = startForeground('--traffic', '10');
    await running.ready;
    prometheus = (await status()).urls.prometheus!;
  });
  afterAll(async () => {
    running.child.kill('SIGINT');
    await running.exited;
  });

  const failures = () => queryValue(prometheus, 'sum(http_requests_total{route="/fail",source=""})');

  it('is there when the lab is up, with the budget that was printed', async () => {
    const { history } = JSON.parse(running.report()) as UpReport;
    const { left } = history!.budgets.find(({ slo, objective }) => slo === 'availability' && objective === '99.9%')!;
    expect(left).toBeGreaterThan(0.55);
    expect(left).toBeLessThan(0.75);
    const measured = await queryValue(
      prometheus,
      `1 - sum(increase(http_requests_total{http_status=~"5..",source="backfill"}[30d]))
         / sum(increase(http_requests_total{source="backfill"}[30d])) / 0.001`,
    );
    expect(Math.abs(measured! - left)).toBeLessThan(0.005);
  });

  it('is what the SLO rules go on from', async () => {
    const { history } = JSON.parse(running.report()) as UpReport;
    for (const { slo, objective, left } of history!.budgets) {
      const recorded = `slo:error_budget:left{slo="${slo}",objective="${objective}",clock="real"}`;
      await eventually(async () => {
        const now = await queryValue(prometheus, recorded);
        return (now !== undefined && Math.abs(now - left) < 0.005) || { recorded, now, left };
      });
    }
  });

  it('does not keep live samples out', async () => {
    const live = 'sum(rate(http_requests_total{source=""}[30s]))';
    await eventually(async () => ((await queryValue(prometheus, live)) ?? 0) > 5);
    expect((await query(prometheus, 'up{job="sre-app"} == 1')).length).toBe(1);
  });

  it('comes back, pristine, with lab reset, and the app runs on', async () => {
    const before = await status();
    await fetch(`${before.urls.app}/fail`);
    await eventually(async () => (await failures()) === 1);
    const report = JSON.parse(await output([...LAB, 'reset', '--json'])) as ResetReport;
    const after = await status();
    const tasksOf = (of: typeof after, service: string) =>
      of.services.find(({ name }) => name === service)!.tasks.map(({ id }) => id);
    expect(report.hasHistory).toBe(true);
    expect(report.stopped).toEqual(tasksOf(before, 'sre-observability-service'));
    expect(tasksOf(after, 'sre-observability-service')).toEqual([report.started]);
    expect(tasksOf(after, 'sre-app-service')).toEqual(tasksOf(before, 'sre-app-service'));
    prometheus = after.urls.prometheus!;
    // What the last class saw is gone: the live series begin with the new task.
    expect(await query(prometheus, 'http_requests_total{source=""} offset 1m')).toEqual([]);
    expect(await queryValue(prometheus, 'count(slo:events:count{source="backfill"})')).toBeGreaterThan(10);
  });

  it('is not there when nobody wants it', async () => {
    running.child.kill('SIGINT');
    await running.exited;
    running = startForeground('--traffic', '0', '--no-backfill');
    await running.ready;
    expect((JSON.parse(running.report()) as UpReport).history).toBeNull();
    expect(await query((await status()).urls.prometheus!, 'count({source="backfill"})')).toEqual([]);
    const { stdout } = await lab('reset');
    expect(stdout).toContain('it begins with nothing: there is no synthetic month here');
  });
});
