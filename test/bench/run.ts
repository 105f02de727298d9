import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { consoleFigures } from './console';
import { dnsAnswersPerCore } from './dns';
import { LAB, ROOT, run, seconds, startLab, until, type BenchLab } from './lab';
import { benchFault, benchQuiet } from './live';
import { apiWithManyTasks, hundredTasks } from './many-tasks';
import { watchMemory } from './memory';
import { rollingDeployment } from './rolling';
import { checkSlos, generateSlos } from './slos';
import { row, rowAtLeast } from './statistics';
import { benchTraffic } from './traffic';

const RUNS = Number(process.argv[2] ?? 5);
/**
 * `lab`: the figures of a whole lab; `loopback`: the same on that network; `parts`: those of the local cloud's parts;
 * `slo`: reading and generating SLOs; `history`: the back-fill; `console`: the page and its server; `traffic`:
 * `lab traffic` on one core; `live`: alerts of a running lab (35 minutes a run), or one
 * of its halves, `quiet` and `fault`.
 */
const WHAT = process.argv[3];
const NETWORK = WHAT === 'loopback' ? 'loopback' : 'auto';
/** How much slower the loopback network may be. */
const SLACK = NETWORK === 'loopback' ? 1.5 : 1;
const CDK = [process.execPath, join(ROOT, 'node_modules/aws-cdk/bin/cdk')];

interface Figures {
  readonly start: number[];
  readonly deploy: number[];
  readonly noChange: number[];
  readonly destroy: number[];
  readonly kill: number[];
  readonly reset: number[];
  readonly rss: number[];
  readonly pss: number[];
  /** Failed requests while two tasks were replaced. */
  readonly rolling: number[];
}

/** The figures that the README quotes: medians of several whole runs on this machine. */
async function main(): Promise<void> {
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}`,
  );
  console.log(`npm run bench; ${RUNS} runs, medians\n`);
  if (WHAT === undefined || WHAT === 'lab' || WHAT === 'loopback') await benchLab();
  if (WHAT === undefined || WHAT === 'parts') await benchParts();
  if (WHAT === undefined || WHAT === 'slo') await benchSlos();
  if (WHAT === undefined || WHAT === 'history') await benchHistory();
  if (WHAT === undefined || WHAT === 'console') await benchConsole();
  if (WHAT === 'traffic') await benchTraffic(RUNS, NETWORK);
  if (WHAT === 'live' || WHAT === 'quiet') await repeat(() => benchQuiet(NETWORK));
  if (WHAT === 'live' || WHAT === 'fault') await repeat(() => benchFault(NETWORK));
}

/** The figures of whole labs, started and taken down. */
async function benchLab(): Promise<void> {
  const figures: Figures = {
    start: [],
    deploy: [],
    noChange: [],
    destroy: [],
    kill: [],
    reset: [],
    rss: [],
    pss: [],
    rolling: [],
  };
  for (let i = 0; i < RUNS; i += 1) await oneRun(figures);
  console.log(row('npm start to first target UP and both services steady', figures.start, 's', 12 * SLACK));
  console.log(row('cdk deploy of the whole lab against a running local cloud', figures.deploy, 's', 5 * SLACK));
  console.log(row('cdk deploy without changes', figures.noChange, 's', 2.5 * SLACK));
  console.log(row('cdk destroy', figures.destroy, 's', 3 * SLACK));
  console.log(row('curl /kill to up == 1 for the replacement', figures.kill, 's', 10 * SLACK));
  console.log(row('lab reset', figures.reset, 's', 15 * SLACK));
  console.log(row('peak memory, sum of resident sets', figures.rss, 'MB', 350 * SLACK, 0));
  console.log(row('peak memory, shared pages counted once', figures.pss, 'MB', 350 * SLACK, 0));
  console.log(row('rolling deployment of two tasks at 50 requests/s: failed', figures.rolling, 'requests', 0, 0));
}

/** The figures of the back-fill, as a user types it. */
async function benchHistory(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-bench-'));
  const backfill = async (days: number) => {
    const output = join(folder, 'history');
    const started = performance.now();
    const report = await run([...LAB, 'backfill', '--json', '--days', String(days), '--output', output]);
    const { bytes, samples } = JSON.parse(report) as { bytes: number; samples: number };
    return { seconds: (performance.now() - started) / 1000, megabytes: bytes / 1e6, millions: samples / 1e6 };
  };
  try {
    const runs: Awaited<ReturnType<typeof backfill>>[] = [];
    for (let i = 0; i < RUNS; i += 1) runs.push(await backfill(30));
    const [{ megabytes, millions }] = runs as [(typeof runs)[0]];
    console.log(
      row(
        'lab backfill of 30 days',
        runs.map((one) => one.seconds),
        's',
        5,
      ),
    );
    console.log(`${'  in one block'.padEnd(58)} ${megabytes.toFixed(1)} MB, ${millions.toFixed(1)} million samples`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The figures of the local cloud's parts, each alone in a process. */
async function benchParts(): Promise<void> {
  console.log(row('100 tasks of a trivial image RUNNING', await times(hundredTasks), 's', 10 * SLACK));
  console.log(row('an API call, p99 of the slowest action, 2,000 tasks', await times(apiWithManyTasks), 'ms', 10));
  console.log(rowAtLeast('DNS answers a second on one core', await times(dnsAnswersPerCore), '/s', 20_000));
}

/** The figures of SLOs as code, each in a process of its own. */
async function benchSlos(): Promise<void> {
  const thousand: number[] = [];
  const memory: number[] = [];
  const growth: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const { seconds: ofThousand, megabytes } = await checkSlos(1000);
    thousand.push(ofThousand);
    memory.push(megabytes);
    growth.push((await checkSlos(10_000)).seconds / ofThousand);
  }
  console.log(row('1,000 SLOs checked', thousand, 's', 1));
  console.log(row('1,000 SLOs checked, peak memory', memory, 'MB', 300, 0));
  console.log(row('10,000 SLOs checked, compared with 1,000', growth, 'times', 12, 1));
  const [made, madeMemory, madeGrowth]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < RUNS; i += 1) {
    const ofThousand = await generateSlos(1000);
    made.push(ofThousand.seconds);
    madeMemory.push(ofThousand.megabytes);
    madeGrowth.push((await generateSlos(100)).seconds / ofThousand.seconds);
  }
  console.log(row('1,000 SLOs: rules and rule tests generated', made, 's', 1));
  console.log(row('1,000 SLOs generated, peak memory', madeMemory, 'MB', 300, 0));
  console.log(row('100 SLOs generated, compared with 1,000', madeGrowth, 'times', 0.3, 2));
}

/** The figures of the page for the wall and of its server. */
async function benchConsole(): Promise<void> {
  const runs: Awaited<ReturnType<typeof consoleFigures>>[] = [];
  for (let i = 0; i < RUNS; i += 1) runs.push(await consoleFigures());
  const all = (name: keyof (typeof runs)[number]) => runs.map((one) => one[name]);
  console.log(row('console: from the address to the first numbers', all('interactive'), 's', 1));
  console.log(row('console: from /kill to the page that shows it', all('event'), 's', 2));
  console.log(row('console: resident memory with one viewer', all('alone'), 'MB', 120, 0));
  console.log(row('console: resident memory with 200 viewers', all('crowded'), 'MB', 120, 0));
  console.log(row('console: the page, gzipped', all('bundle'), 'kB', 250, 0));
}

async function repeat(measure: () => Promise<void>): Promise<void> {
  for (let i = 0; i < RUNS; i += 1) await measure();
}

async function times(measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < RUNS; i += 1) values.push(await measure());
  return values;
}

async function oneRun(figures: Figures): Promise<void> {
  const started = performance.now();
  let memory: ReturnType<typeof watchMemory> | undefined;
  const lab = await startLab(NETWORK, (child) => {
    memory = watchMemory(child.pid!, /aws-cdk|sre-lab/);
  });
  figures.start.push((performance.now() - started) / 1000);
  try {
    figures.kill.push(await killToUp(lab));
    const { rssMb, pssMb } = memory!.stop();
    figures.rss.push(rssMb);
    figures.pss.push(pssMb);
    figures.reset.push(await seconds(() => run([...LAB, 'reset'])));
    const environment = await labEnvironment();
    figures.noChange.push(await seconds(() => run([...CDK, 'deploy', '--require-approval', 'never'], environment)));
    figures.destroy.push(await seconds(() => run([...CDK, 'destroy', '--force'], environment)));
    figures.deploy.push(await seconds(() => run([...CDK, 'deploy', '--require-approval', 'never'], environment)));
    figures.rolling.push((await rollingDeployment(environment)).failed);
  } finally {
    await lab.stop();
  }
}

/** From the request that kills the task to the first sample of its replacement, by Prometheus' own answer. */
async function killToUp(lab: BenchLab): Promise<number> {
  const before = await appTargets(lab.report.urls.prometheus);
  return seconds(async () => {
    await fetch(`${lab.report.urls.app}/kill`);
    await until(async () => {
      const now = await appTargets(lab.report.urls.prometheus);
      return [...now].find((instance) => !before.has(instance));
    });
  });
}

/** Addresses of the app that Prometheus says are up. */
async function appTargets(prometheus: string): Promise<Set<string>> {
  const query = encodeURIComponent('up{target=~"sre-app-service.*"} == 1');
  const response = await fetch(`${prometheus}/api/v1/query?query=${query}`);
  const { data } = (await response.json()) as { data: { result: { metric: { instance: string } }[] } };
  return new Set(data.result.map(({ metric }) => metric.instance));
}

async function labEnvironment(): Promise<NodeJS.ProcessEnv> {
  const { set, unset } = JSON.parse(await run([...LAB, 'env', '--json'])) as {
    set: Record<string, string>;
    unset: string[];
  };
  const environment: NodeJS.ProcessEnv = { ...process.env, ...set };
  for (const name of unset) delete environment[name];
  return environment;
}

// The SDK's release that the lab pins runs on Node 20.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
