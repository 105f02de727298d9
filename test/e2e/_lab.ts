import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mountsOfTheProject, ROOT } from './_mounts';

export { ROOT } from './_mounts';

/** What `lab status --json` promises. */
export interface Status {
  readonly urls: { readonly app: string | null; readonly prometheus: string | null; readonly grafana: string | null };
  readonly services: readonly {
    readonly name: string;
    readonly desired: number;
    readonly running: number;
    readonly tasks: readonly {
      readonly id: string;
      readonly lastStatus: string;
      readonly health: string;
      readonly privateAddress: string | null;
      readonly publicAddress: string | null;
    }[];
  }[];
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The slowest program of the tests takes half a minute, on a quiet machine: one that is still there by then hangs. */
const RUN_LIMIT_MS = 300_000;

/** Runs a program to its end; throws with what it printed, and with the lab's logs, when it hangs. */
export async function run(argv: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<Finished> {
  const [program, ...args] = argv as [string, ...string[]];
  const child = spawn(program, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  let hangs = false;
  const timer = setTimeout(() => {
    hangs = true;
    child.kill('SIGKILL');
  }, RUN_LIMIT_MS);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (hangs) {
    const said = [`${argv.join(' ')} did not end within ${RUN_LIMIT_MS / 1000} s:`, stdout(), stderr(), logsOfTheLab()];
    throw new Error(said.join('\n'));
  }
  return { code, stdout: stdout(), stderr: stderr() };
}

/** The end of each log of the last run. */
export function logsOfTheLab(): string {
  const folder = join(ROOT, '.lab', 'logs');
  if (!existsSync(folder)) return 'no lab has run here';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.log'));
  return files.map((name) => `── ${name}\n${read(join(folder, name)).slice(-3_000)}`).join('\n');
}

/** `lab …` as a user types it. */
export function lab(...args: string[]): Promise<Finished> {
  return run([process.execPath, join(ROOT, 'bin/lab.js'), ...args]);
}

/** The output of a program that must succeed. */
export async function output(argv: readonly string[], environment?: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await run(argv, environment);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with exit code ${code}:\n${stdout}\n${stderr}`);
  return stdout;
}

export async function status(): Promise<Status> {
  return JSON.parse(await output([process.execPath, join(ROOT, 'bin/lab.js'), 'status', '--json'])) as Status;
}

/** The environment that `eval "$(npx lab env)"` makes. */
export async function labEnvironment(): Promise<NodeJS.ProcessEnv> {
  const text = await output([process.execPath, join(ROOT, 'bin/lab.js'), 'env', '--json']);
  const { set, unset } = JSON.parse(text) as { set: Record<string, string>; unset: string[] };
  const environment: NodeJS.ProcessEnv = { ...process.env, ...set };
  for (const name of unset) delete environment[name];
  return environment;
}

/** The pinned CDK CLI, typed by hand. */
export async function cdk(...args: string[]): Promise<Finished> {
  return run([process.execPath, join(ROOT, 'node_modules/aws-cdk/bin/cdk'), ...args], await labEnvironment());
}

/** A lab in the foreground, as `npm start` runs it. */
export interface ForegroundLab {
  readonly child: ChildProcess;
  readonly ready: Promise<void>;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** What it printed for programs when it was ready. */
  report(): string;
  log(): string;
}

export function startForeground(...args: string[]): ForegroundLab {
  const child = spawn(process.execPath, [join(ROOT, 'bin/lab.js'), 'up', '--json', ...args], {
    cwd: ROOT,
    // Jest's own copy, in which a test may have said something.
    env: process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const exited = once(child, 'exit').then(([code, signal]: unknown[]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
  }));
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (stdout().trimEnd().endsWith('}')) resolve();
    });
    void exited.then(({ code }) => reject(new Error(`lab up ended with exit code ${code}:\n${stderr()}`)));
  });
  ready.catch(() => {});
  return { child, ready, exited, report: stdout, log: stderr };
}

/** Asks again until the answer is true; the last answer or error is in the failure. */
export async function eventually(ask: () => Promise<unknown>, limitMs = 60_000): Promise<void> {
  const end = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      last = await ask();
      if (last === true) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`still not true after ${limitMs / 1000} s: ${describe(last)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Processes of a lab of this folder: its folder is in their command line, or `.lab` in their environment. */
export function labProcesses(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({
      command: `${entry} ${read(`/proc/${entry}/cmdline`).replaceAll('\0', ' ')}`,
      environment: read(`/proc/${entry}/environ`),
    }))
    .filter(
      ({ command, environment }) =>
        ['.lab', 'dist', 'bin'].some((folder) => command.includes(`${ROOT}/${folder}/`)) ||
        environment.includes(`${ROOT}/.lab/`),
    )
    .map(({ command }) => command);
}

/** Mounts and interfaces that a lab could leave; the mounts of a lane of `npm test` were there before. */
export function leftOutside(): string[] {
  const links = [...networkLinks()].filter((name) => !linksBefore.has(name));
  return [...mountsOfTheProject(process.pid), ...links];
}

let linksBefore = networkLinks();

/** What is there now is not the lab's: a Docker engine of the test's own makes links too. */
export function disregardLinksOfNow(): void {
  linksBefore = networkLinks();
}

function networkLinks(): ReadonlySet<string> {
  // Of this process; /sys/class/net is of whoever mounted /sys.
  const [, , ...lines] = readFileSync('/proc/self/net/dev', 'utf8').trimEnd().split('\n');
  return new Set(lines.map((line) => line.split(':')[0]!.trim()));
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return () => text;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function describe(value: unknown): string {
  return value instanceof Error ? value.message : JSON.stringify(value);
}
