import { spawnSync } from 'node:child_process';
import type { TrafficReport } from '../../lib/cli/traffic/report';
import { CLIENT_CORE, IS_PINNED, pinned, wrk } from './app/programs';
import { LAB, run, startLab } from './lab';
import { row, rowAtLeast } from './statistics';

const RATE = 2_000;
const SECONDS = 30;
const WRK_SECONDS = 10;

/** Whether `lab traffic` holds its rate with one core, beside what `wrk` gets out of the same app from the same core. */
export async function benchTraffic(runs: number, network: string): Promise<void> {
  const missing = ['wrk', 'taskset'].filter((program) => spawnSync('which', [program]).status !== 0);
  if (missing.length > 0)
    throw new Error(`the benchmark needs programs of Debian that are not here: ${missing.join(', ')}`);
  const offRate: number[] = [];
  const failed: number[] = [];
  const lateMs: number[] = [];
  const fromWrk: number[] = [];
  const lab = await startLab(network, () => {});
  const url = `${lab.report.urls.app}/`;
  try {
    for (let count = 0; count < runs; count += 1) {
      const report = await oneRun();
      offRate.push(Math.abs(report.perSecond / RATE - 1) * 100);
      failed.push(report.errors + report.dropped);
      lateMs.push(report.lateMs?.p99 ?? Number.NaN);
      fromWrk.push((await wrk(url, WRK_SECONDS)).perSecond);
    }
  } finally {
    await lab.stop();
  }
  console.log(IS_PINNED ? `client on core ${CLIENT_CORE}, the lab on all of them` : 'ONE core for client and lab');
  console.log(row(`lab traffic, ${RATE}/s for ${SECONDS} s: off the asked rate`, offRate, '%', 1));
  console.log(row('the same: failed or not sent', failed, 'requests', 0, 0));
  console.log(row('the same: sent later than due, p99', lateMs, 'ms', 20, 1));
  console.log(rowAtLeast('wrk -t1 -c16 on that core, the same app', fromWrk, '/s', RATE));
}

async function oneRun(): Promise<TrafficReport> {
  const asked = ['traffic', '--rate', String(RATE), '--for', `${SECONDS}s`, '--mix', '/', '--json'];
  const text = await run(pinned(CLIENT_CORE, [...LAB, ...asked]));
  return JSON.parse(text.slice(text.indexOf('{\n'))) as TrafficReport;
}
