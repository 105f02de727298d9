import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const APP = path.resolve(__dirname, '../../../app');
const run = promisify(execFile);

export interface BuiltApp {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the app as the image does, far from any node_modules. */
export async function buildApp(): Promise<BuiltApp> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sre-app-'));
  await run(process.execPath, [path.join(APP, 'esbuild.config.js'), folder]);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

type Environment = Readonly<Record<string, string>>;

/** One of the built programs as a process of its own, with nothing but the given environment. */
export class AppProcess {
  stdout = '';
  stderr = '';
  readonly exit: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  private readonly child;

  constructor(folder: string, { program = 'server.js', env = {} }: { program?: string; env?: Environment } = {}) {
    const defaults = { PORT: '0', HOST: '127.0.0.1' };
    this.child = spawn(process.execPath, [program], { cwd: folder, env: { ...defaults, ...env } });
    this.child.stdout.on('data', (chunk) => (this.stdout += String(chunk)));
    this.child.stderr.on('data', (chunk) => (this.stderr += String(chunk)));
    this.exit = once(this.child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  /** The log's lines so far, parsed: a line that is not JSON throws. */
  get log(): Record<string, unknown>[] {
    return this.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  }

  /** Resolves with the first log line of that message. */
  logged(message: string): Promise<Record<string, unknown>> {
    return this.found(message, () => this.log.find(({ msg }) => msg === message));
  }

  /** Resolves with the pattern's first group once standard output matches it. */
  printed(pattern: RegExp): Promise<string> {
    return this.found(String(pattern), () => pattern.exec(this.stdout)?.[1]);
  }

  private async found<T>(what: string, find: () => T | undefined): Promise<T> {
    let ended = false;
    for (;;) {
      const result = find();
      if (result !== undefined) return result;
      if (ended) throw new Error(`ended before it printed ${what}: ${this.stderr}`);
      ended = await Promise.race([once(this.child.stdout, 'data').then(() => false), this.exit.then(() => true)]);
    }
  }

  /** Goes away as a reader of the log. */
  closeStdout(): void {
    this.child.stdout.destroy();
  }

  /** Resolves with the service's URL once it listens. */
  async url(): Promise<string> {
    const { address }: { address?: { port: number } } = await this.logged('listening');
    return `http://127.0.0.1:${address?.port}`;
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}
