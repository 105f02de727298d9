import { join } from 'node:path';
import type { ResetReport } from '../../lib/cli/commands/reset';
import type { UpReport } from '../../lib/cli/up/report';
import { askPanels, panelQuery } from '../_helpers/dashboard-queries';
import { activeAlerts, query, queryValue, type Alert } from '../_helpers/prometheus-api';
import { eventually, lab, output, ROOT, startForeground, status, type ForegroundLab } from './_lab';

const LAB = [process.execPath, join(ROOT, 'bin/lab.js')];

describe('the month before the first minute', () => {
  let running: ForegroundLab;
  let prometheus: string;
  let alertsAtTheStart: readonly Alert[];

  beforeAll(async () => {
    running = startForeground('--traffic', '10');
    await running.ready;
    prometheus = (await status()).urls.prometheus!;
    alertsAtTheStart = await activeAlerts(prometheus);
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

  it('leaves nothing to alert about, and no number out', async () => {
    const values = await query(prometheus, '{__name__=~"slo:.+"}');
    expect(values.length).toBeGreaterThan(100);
    expect(values.filter(({ value }) => value[1] === 'NaN')).toEqual([]);
    expect([...alertsAtTheStart, ...(await activeAlerts(prometheus))]).toEqual([]);
    expect(await query(prometheus, 'slo:error_budget:left{clock="class"} < 0.999')).toEqual([]);
  });

  it('has a class hour that pages at 10 % errors, and stops when they do', async () => {
    const faults = `${(await status()).urls.app}/chaos/faults`;
    const availability = async () =>
      (await activeAlerts(prometheus)).filter(({ labels }) => labels['slo'] === 'availability');
    const page = async () =>
      (await availability()).find(({ labels }) => labels['clock'] === 'class' && labels['tier'] === 'page-fast')?.state;
    const put = await fetch(faults, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'error', route: '*', ratio: 0.1, owner: 'class' }),
    });
    expect(put.status).toBe(200);
    await eventually(async () => (await page()) === 'firing' || (await availability()), 80_000);
    // A month is longer than this.
    expect((await availability()).filter(({ labels }) => labels['clock'] === 'real')).toEqual([]);
    expect((await fetch(faults, { method: 'DELETE' })).ok).toBe(true);
    await eventually(async () => (await page()) === undefined || (await availability()), 80_000);
  });

  it('has data for every panel, on both clocks', async () => {
    const { asked, withoutData } = await askPanels(prometheus);
    expect(asked).toBeGreaterThan(80);
    expect(withoutData).toEqual([]);
    const requests = `sum(${panelQuery('service-view.json', 'Requests a second, by route')})`;
    await eventually(async () => {
      const rate = await queryValue(prometheus, requests);
      return (rate !== undefined && Math.abs(rate - 10) < 1) || rate;
    });
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
    // The month may have ended some minutes ago.
    const month = 'last_over_time(slo:events:count{source="backfill"}[1h])';
    expect(await queryValue(prometheus, `count(${month})`)).toBeGreaterThan(10);
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
