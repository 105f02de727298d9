import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../lab';
import { median, row, rowAtLeast } from '../statistics';
import { hey, IS_PINNED, type Load, missingPackages, PYTHON, wrk } from './programs';
import { scrapeUnderLoad } from './scrape';
import { type RunningServer, type ServerDeclaration, startServer } from './server-process';

const ROUNDS = Number(process.argv[2] ?? 5);
const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 3;
/** Many and short: a machine's own pause of 20 ms spoils the p99 of the second that it falls into, not of all. */
const FIXED_RATE_SECONDS = 1;
const FIXED_RATE_RUNS = 8;
const IDLE_MS = 1000;
/** Of what Flask can answer at most: as busy as it can be without falling behind. */
const FIXED_RATE_SHARE = 0.8;

interface Figures {
  readonly wrk: Load[];
  readonly cpuMicros: number[];
  readonly startMs: number[];
  readonly idleMb: number[];
  readonly fixedRate: Load[];
}

/** The app beside bare Express, Node's own server and the requirement's Flask: the same answer, in one run. */
async function main(): Promise<void> {
  const missing = missingPackages();
  if (missing.length > 0) {
    console.error(`the benchmark needs Debian packages that are not here: apt-get install ${missing.join(' ')}`);
    process.exitCode = 1;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'app-bench-'));
  try {
    execFileSync(process.execPath, [join(ROOT, 'app/esbuild.config.js'), folder]);
    await compare(serversIn(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Name = 'app' | 'express' | 'http' | 'flask';

function serversIn(folder: string): Readonly<Record<Name, ServerDeclaration>> {
  const common = { cwd: folder, log: join(folder, 'log') };
  const node = (name: string, file: string) => ({ ...common, name, command: () => [process.execPath, file] });
  const gunicorn = ['-m', 'gunicorn', '--chdir', join(ROOT, 'test/bench/app'), '--workers', '1', '--threads', '16'];
  return {
    app: node('this app, everything on', join(folder, 'server.js')),
    express: node('bare Express', join(__dirname, 'bare-express.js')),
    http: node('node:http', join(__dirname, 'raw-http.js')),
    flask: {
      ...common,
      name: 'Flask, gunicorn',
      command: (port) => [PYTHON, ...gunicorn, '--bind', `127.0.0.1:${port}`, 'seed_004:app'],
    },
  };
}

async function compare(servers: Readonly<Record<Name, ServerDeclaration>>): Promise<void> {
  const names: readonly Name[] = ['app', 'express', 'http', 'flask'];
  const empty = (): Figures => ({ wrk: [], cpuMicros: [], startMs: [], idleMb: [], fixedRate: [] });
  const figures: Record<Name, Figures> = { app: empty(), express: empty(), http: empty(), flask: empty() };

  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) await withServer(servers[name], (server) => oneRound(server, figures[name]));
  }
  const rate = Math.round(median(figures.flask.wrk.map(({ perSecond }) => perSecond)) * FIXED_RATE_SHARE);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of names) {
      await withServer(servers[name], async ({ url }) => {
        await wrk(url, WARM_UP_SECONDS);
        for (let i = 0; i < FIXED_RATE_RUNS; i += 1) {
          figures[name].fixedRate.push(await hey(url, FIXED_RATE_SECONDS, rate));
        }
      });
    }
  }
  const scrapes = await withServer(servers.app, async (server) => {
    await wrk(server.url, WARM_UP_SECONDS);
    return scrapeUnderLoad(server, rate);
  });

  const model = `${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}`;
  const cores = IS_PINNED ? 'server and client on a core each' : 'ONE core for server and client';
  console.log(`${model}; ${cores}; wrk -t1 -c16, logs to a file;`);
  console.log(`${ROUNDS} rounds of ${ROUND_SECONDS} s for each server in turn, medians\n`);
  console.log(table(names.map((name) => [servers[name].name, figures[name]])));
  console.log(`\nat ${rate} requests a second (hey -q), ${FIXED_RATE_SECONDS} s at a time:`);
  for (const name of names) {
    const { fixedRate } = figures[name];
    const of = (pick: (load: Load) => number) => median(fixedRate.map(pick)).toFixed(2).padStart(8);
    console.log(
      `${servers[name].name.padEnd(26)} p50 ${of(({ p50Ms }) => p50Ms)} ms   p99 ${of(({ p99Ms }) => p99Ms)} ms`,
    );
  }

  const { app, express, flask } = figures;
  console.log(`\nthe bars, ratios within a round:`);
  console.log(rowAtLeast('requests/s, this app ÷ bare Express', ratios(app.wrk, express.wrk), '×', 1.5, 2));
  console.log(rowAtLeast('requests/s, this app ÷ Flask', ratios(app.wrk, flask.wrk), '×', 3.5, 2));
  const cpu = (theirs: Figures) => app.cpuMicros.map((ours, i) => (theirs.cpuMicros[i] ?? Number.NaN) / ours);
  // The same without what else runs on the machine.
  console.log(rowAtLeast('CPU of a request, bare Express ÷ this app', cpu(express), '×', 1.5, 2));
  console.log(rowAtLeast('CPU of a request, Flask ÷ this app', cpu(flask), '×', 3.5, 2));
  console.log(
    row(
      'p99 at the fixed rate, against the p50 of Flask',
      app.fixedRate.map(({ p99Ms }) => p99Ms),
      'ms',
      round2(median(flask.fixedRate.map(({ p50Ms }) => p50Ms))),
    ),
  );
  console.log(row('scrape of /metrics under that load', scrapes.beforeMs, 'ms', 5));
  console.log(row('the same after 5,000 different paths', scrapes.afterMs, 'ms', 5));
  console.log(row('series after them', [scrapes.seriesAfter], '', scrapes.seriesBefore, 0));
  console.log(row('idle memory', app.idleMb, 'MB', 90, 0));
  console.log(
    row(
      'start to the first answer',
      app.startMs.map((ms) => ms / 1000),
      's',
      0.7,
    ),
  );
}

async function withServer<T>(declaration: ServerDeclaration, use: (server: RunningServer) => Promise<T>): Promise<T> {
  const server = await startServer(declaration);
  try {
    return await use(server);
  } finally {
    await server.stop();
  }
}

async function oneRound(server: RunningServer, figures: Figures): Promise<void> {
  figures.startMs.push(server.startMs);
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  figures.idleMb.push(server.rssMb());
  await wrk(server.url, WARM_UP_SECONDS);
  const before = server.cpuMicros();
  const load = await wrk(server.url, ROUND_SECONDS);
  figures.cpuMicros.push((server.cpuMicros() - before) / load.requests);
  figures.wrk.push(load);
}

function table(rows: readonly (readonly [string, Figures])[]): string {
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs/request', 'idle MB', 'start ms'];
  const lines = rows.map(([name, { wrk: loads, cpuMicros, idleMb, startMs }]) => [
    name,
    median(loads.map(({ perSecond }) => perSecond)).toFixed(0),
    median(loads.map(({ p50Ms }) => p50Ms)).toFixed(2),
    median(loads.map(({ p99Ms }) => p99Ms)).toFixed(2),
    median(cpuMicros).toFixed(0),
    median(idleMb).toFixed(0),
    median(startMs).toFixed(0),
  ]);
  return [head, ...lines]
    .map(([name = '', ...cells]) => name.padEnd(26) + cells.map((cell) => cell.padStart(15)).join(''))
    .join('\n');
}

function ratios(ours: readonly Load[], theirs: readonly Load[]): number[] {
  return ours.map(({ perSecond }, i) => perSecond / (theirs[i]?.perSecond ?? Number.NaN));
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}

void main();
