import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { UpReport as Report } from '../../lib/cli/up/report';

/** The project's root, from dist/test/bench. */
export const ROOT = join(__dirname, '..', '..', '..');

export const LAB = [process.execPath, join(ROOT, 'bin/lab.js')];

/** What a lab printed that has an app and a Prometheus. */
export interface UpReport extends Report {
  readonly urls: Report['urls'] & { readonly app: string; readonly prometheus: string };
}

/** A lab in a child process. */
export interface BenchLab {
  readonly process: ChildProcess;
  readonly report: UpReport;
  stop(): Promise<void>;
}

/** `npm start` without npm: resolves when the lab says that it is ready. */
export async function startLab(
  network: string,
  onSpawn: (child: ChildProcess) => void,
  more: readonly string[] = [],
): Promise<BenchLab> {
  const child = spawn(process.execPath, [join(ROOT, 'bin/lab.js'), 'up', '--json', '--network', network, ...more], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onSpawn(child);
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const report = await new Promise<UpReport>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      try {
        resolve(JSON.parse(text) as UpReport);
      } catch {
        // Not all of it has arrived.
      }
    });
    child.once('exit', (code) => reject(new Error(`lab up ended with exit code ${code}:\n${log}`)));
  });
  return {
    process: child,
    report,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGINT');
      await exited;
    },
  };
}

/** Runs a program to its end and resolves with its output; rejects when it fails. */
export async function run(argv: readonly string[], environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const [program, ...args] = argv as [string, ...string[]];
  const child = spawn(program, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with exit code ${code}:\n${output}`);
  return output;
}

/** Seconds that something takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

/** Asks again every 20 ms until the answer is there; an error counts as no answer yet. */
export async function until<T>(ask: () => Promise<T | undefined>, limitMs = 60_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`no answer within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
