import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import type { RequestHandler } from 'express';
import type * as GuardModule from '../../../app/src/chaos/guard';
import { ROOT } from '../lab';
import { median, row } from '../statistics';
import { type RunningServer, startServer } from './server-process';

const ROUNDS = Number(process.argv[2] ?? 5);
const DELAYED_REQUESTS = 50;
const WATCHED_MS = 3000;

interface Answer {
  readonly status: number;
  readonly ms: number;
}

/** Whether faults do what they say: ratio, delay, share of a core, memory; and what they cost when there is none. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fault-bench-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'app/esbuild.config.js'), folder]);
    const command = () => [process.execPath, join(folder, 'server.js')];
    const server = await startServer({ name: 'app', command, cwd: folder, log: join(folder, 'log') });
    try {
      await measure(server);
      const nanos = guardNanos(bundledGuard(join(folder, 'guard.js')));
      console.log(row('a request without a fault: what the faults cost it', nanos, 'ns', 1000, 0));
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(server: RunningServer): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ask = () => timed(server.url, agent);
  const askMany = async (count: number) => {
    const answers: Answer[] = [];
    while (answers.length < count) answers.push(await ask());
    return answers;
  };
  const rounds = async (once: () => Promise<number>) => {
    const values: number[] = [];
    while (values.length < ROUNDS) values.push(await once());
    return values;
  };
  await askMany(2000);

  const moved = await rounds(async () => {
    const before = median((await askMany(DELAYED_REQUESTS)).map(({ ms }) => ms));
    await change(server, 'PUT', { type: 'latency', ms: 100 });
    const after = median((await askMany(DELAYED_REQUESTS)).map(({ ms }) => ms));
    await change(server, 'DELETE');
    return Math.abs(after - before - 100);
  });
  console.log(row('latency of 100 ms: how far the median moved from 100 ms', moved, 'ms', 5));

  const windows: number[] = [];
  const missed = await rounds(async () => {
    await change(server, 'PUT', { type: 'error', ratio: 0.1 });
    const failed = (await askMany(10_000)).map(({ status }) => Number(status >= 500));
    await change(server, 'DELETE');
    windows.push(...failed.slice(99).map((_, start) => Math.abs(sum(failed.slice(start, start + 100)) - 10)));
    return Math.abs(sum(failed) / 100 - 10);
  });
  console.log(row('error of 10 %: distance of the share of 10,000 requests', missed, 'points', 0.1));
  console.log(row('the same of any 100 consecutive ones, the worst', [Math.max(...windows)], 'points', 1, 0));

  const burnt = await rounds(async () => {
    await change(server, 'PUT', { type: 'cpu', share: 0.5 });
    const [cpu, start] = [server.cpuMicros(), performance.now()];
    await sleep(WATCHED_MS);
    const share = (server.cpuMicros() - cpu) / 1000 / (performance.now() - start);
    await change(server, 'DELETE');
    return Math.abs(share - 0.5);
  });
  console.log(row('cpu of half a core: distance of the share that was burnt', burnt, 'cores', 0.1));

  const kept = await rounds(async () => {
    const before = server.rssMb();
    await change(server, 'PUT', { type: 'memory', mbPerSecond: 50 });
    await sleep(WATCHED_MS);
    const during = server.rssMb();
    await change(server, 'DELETE');
    console.log(`  memory: ${before.toFixed(0)} → ${during.toFixed(0)} → ${server.rssMb().toFixed(0)} MB`);
    return server.rssMb() - before;
  });
  console.log(row('memory of 50 MB/s for 3 s: what is left when it ended', kept, 'MB', 10, 1));
  agent.destroy();
}

/** As in the image: the app is bundled, and has no files of its own in dist. */
function bundledGuard(outfile: string): typeof GuardModule {
  const entry = join(ROOT, 'app/src/chaos/guard.ts');
  buildSync({ entryPoints: [entry], outfile, bundle: true, format: 'cjs', platform: 'node', target: 'node20' });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it was built of that module
  return require(outfile) as typeof GuardModule;
}

/** The guard around a handler that does nothing, less the handler. */
function guardNanos({ guardWithFaults }: typeof GuardModule): number[] {
  const handler: RequestHandler = () => {};
  const guarded = guardWithFaults({
    faults: { laneOf: () => 0, on: () => undefined, links: undefined },
    headerFaults: { of: () => [] },
  })('/', handler);
  const request = { headers: { host: 'lab', 'user-agent': 'bench' } };
  const nanosOf = (one: RequestHandler) => {
    const calls = 5_000_000;
    const start = performance.now();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- neither looks at more of them
    for (let i = 0; i < calls; i += 1) void one(request as never, {} as never, handler as never);
    return ((performance.now() - start) * 1e6) / calls;
  };
  nanosOf(guarded);
  return Array.from({ length: ROUNDS }, () => Math.max(0, nanosOf(guarded) - nanosOf(handler)));
}

async function change({ url }: RunningServer, method: 'PUT' | 'DELETE', fault?: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${url}chaos/faults`, { method, headers, body: fault ? JSON.stringify(fault) : null });
  if (!answer.ok) throw new Error(await answer.text());
  await answer.text();
}

function timed(url: string, agent: Agent): Promise<Answer> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (answer) => {
      answer.resume().once('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - start }));
    }).once('error', reject);
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

void main();
