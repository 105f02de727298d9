import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryInstant } from '../../lib/cli/prometheus/api';
import type { MadeReport } from '../../lib/cli/report/make-report';
import { PORTS } from '../../lib/model/names';
import type { Capacity } from '../../lib/report/capacity';
import { clockText, percentText } from '../../lib/report/words';
import { eventually, lab, startForeground, type ForegroundLab } from './_lab';

const PROMETHEUS = `http://localhost:${PORTS.prometheus}`;
const APP = `http://localhost:${PORTS.app}`;

/** What Prometheus itself says at a moment: one number; 0 for no series. */
async function ask(query: string, time?: number): Promise<number> {
  const samples = await queryInstant(PROMETHEUS, query, 5_000, time);
  if (samples === undefined) throw new Error(`Prometheus does not answer ${query}`);
  return samples[0]?.value ?? 0;
}

describe('an incident, from the fault to the report', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-report-'));
  let running: ForegroundLab;
  beforeAll(async () => {
    running = startForeground('--no-download', '--no-console');
    await running.ready;
  });
  afterAll(async () => {
    running.child.kill('SIGTERM');
    await running.exited;
    rmSync(folder, { recursive: true });
  });

  it('lab ack and lab report refuse to speak of an incident that is none', async () => {
    await eventually(async () => (await ask('count(slo:info{clock="class"})')) > 0);
    expect(await lab('ack', '--by', 'ana')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing fires, so there is nothing to acknowledge'),
    });
    const { code, stdout } = await lab('report', '--since', '1m');
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing was written')]);
  });

  it('says the same numbers as Prometheus', async () => {
    const fault = await fetch(`${APP}/chaos/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: 'error', ratio: 0.5, ttlSeconds: 30 }),
    });
    expect(fault.ok).toBe(true);
    const page = 'ALERTS{alertstate="firing",alertname="SloBurnClassHourPageFast",slo="availability"}';
    await eventually(async () => (await ask(page)) === 1);
    expect(await lab('ack', 'availability', '--by', 'ana', '--note', 'on it')).toMatchObject({ code: 0 });
    await eventually(async () => (await ask('max(chaos_fault_strength)')) === 0);
    // What the last scrape of the fault brought has reached the rules' counters.
    await eventually(async () => (await ask('slo:error_ratio{slo="availability",objective="99%",window="20s"}')) === 0);

    const { code, stdout, stderr } = await lab('report', '--since', '10m', '--output', folder, '--json');
    expect([code, stderr]).toEqual([0, '']);
    const { incidents, range }: MadeReport = JSON.parse(stdout);
    expect(incidents).toHaveLength(1);
    const [incident] = incidents as [MadeReport['incidents'][number]];
    const { span, failed, budgets, moments } = incident;

    // Of a lab that has seen nothing else, the counters' values are the incident's.
    const errors = await ask('sum(http_requests_total{source="",route!="unmatched",http_status=~"5.."})', range.to);
    expect(errors).toBeGreaterThan(50);
    expect(failed.inside.failed).toBe(errors);
    expect(failed.inside.by.at(-1)?.counts).toEqual([['injected_fault', errors]]);
    expect(failed.outside.failed).toBe(await ask('sum(outside_in_probe_failures_total{source=""})', range.to));

    for (const { slo, objective, clock, badEvents, leftBefore, leftAfter } of budgets) {
      const labels = `slo="${slo}",objective="${objective}"`;
      const left = (time: number) => ask(`slo:error_budget:left{${labels},clock="${clock}",source=""}`, time);
      expect([leftBefore.value, leftAfter.value]).toEqual([await left(span.from), await left(span.to)]);
      const bad = `slo:events:count{${labels},event="total",source=""} - ignoring(event) slo:events:count{${labels},event="good",source=""}`;
      expect(badEvents).toBeCloseTo((await ask(bad, span.to)) - (await ask(bad, span.from)), 3);
    }
    expect(budgets.map(({ slo, clock }) => `${slo} ${clock}`)).toEqual(
      expect.arrayContaining(['availability class', 'availability real', 'outside-in class']),
    );

    const firing = moments.firing.value!;
    const anyPage = 'count(ALERTS{alertstate="firing",kind!="watchdog"})';
    expect([(await ask(anyPage, firing)) > 0, await ask(anyPage, firing - range.step)]).toEqual([true, 0]);
    expect(incident.acks.map(({ by, note }) => [by, note])).toEqual(expect.arrayContaining([['ana', 'on it']]));

    const files = ['report.html', 'report.md'].map((name) => readFileSync(join(folder, name), 'utf8'));
    for (const text of files) {
      expect(text).toContain(`${errors.toLocaleString('en-US')} of `);
      expect(text).toContain(clockText(firing));
      expect(text).toContain(
        percentText(await ask('slo:error_budget:left{slo="availability",objective="99%",clock="class"}', span.to)),
      );
    }
  });

  it('lab capacity knows the task, its size and what it uses', async () => {
    await eventually(async () => (await ask('rate(process_cpu_seconds_total{job="sre-app"}[2m])')) > 0);
    const { code, stdout } = await lab('capacity', '--rate', '20', '--json');
    expect(code).toBe(0);
    const { facts, tasks, recommendation }: Capacity = JSON.parse(stdout);
    expect(facts).toMatchObject({ size: { cpu: 256, memory: 512 }, desired: 1, isEnforced: false });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.cpuShare).toBeGreaterThan(0);
    expect(tasks[0]?.memoryShare).toBeGreaterThan(0.02);
    expect(recommendation).toMatchObject({ requestsPerSecond: 20, isEnough: true });
  });
});
