import { spawn } from 'node:child_process';
import type { Environment } from './host';

export interface ExecResult {
  /** Null when the program could not be started or a signal ended it. */
  readonly exitCode: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
  readonly stdout: string;
  readonly timedOut: boolean;
}

export interface ExecOptions {
  /** @default 5000 */
  readonly timeoutMs?: number;
  readonly cwd?: string;
  readonly environment: Environment;
  readonly signal?: AbortSignal;
}

/** Runs a short program to its end; never rejects. Whatever it started is killed with it on a timeout or an abort. */
export function exec(argv: readonly string[], options: ExecOptions): Promise<ExecResult> {
  const [program = '', ...rest] = argv;
  return new Promise((resolve) => {
    // A process group of its own: a signal then reaches the grandchildren too (apt starts a program for each method).
    const child = spawn(program, rest, {
      cwd: options.cwd,
      env: { ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    let stdout = '';
    let output = '';
    let timedOut = false;
    const kill = () => {
      if (child.pid !== undefined && child.exitCode === null) killGroup(child.pid);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, options.timeoutMs ?? 5_000);
    options.signal?.addEventListener('abort', kill, { once: true });
    const finish = (exitCode: number | null) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', kill);
      resolve({ exitCode, output, stdout, timedOut });
    };
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      output += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', () => finish(null));
    child.on('close', finish);
    if (options.signal?.aborted) kill();
  });
}

/** SIGKILL to a process group; one that is gone already is fine. */
export function killGroup(pid: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group ended in the meantime.
  }
}
