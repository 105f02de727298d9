import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { lineSplitter } from './line-splitter';

export interface TaskProcessOptions {
  /** The argv that comes before the command's: it ends as the command, in the same process. */
  readonly launcher: readonly string[];
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Resolves when the lines are on their way: until then the process's output is left in its pipe. */
  readonly onOutput: (lines: readonly string[]) => Promise<void>;
}

export interface TaskProcess {
  /** After the last output; as Docker counts: 128 + signal number for a killed process. */
  readonly exited: Promise<number>;
  /** To the whole process group. */
  signal(signal: NodeJS.Signals): void;
}

/** How long a pipe that a straggler holds open may delay the news of the exit. */
const PIPE_GRACE_MS = 500;

/** Starts a process group; rejects when it cannot be started. */
export async function startTaskProcess(options: TaskProcessOptions): Promise<TaskProcess> {
  const { launcher, command, environment, workingDirectory } = options;
  const [program = '', ...args] = [...launcher, ...command];
  const child = spawn(program, args, {
    cwd: workingDirectory,
    env: environment,
    // A session and process group of its own, so that one signal reaches all of it.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = exitOf(child, options.onOutput);
  await once(child, 'spawn');
  return { exited, signal: (signal) => signalGroup(child, signal) };
}

async function exitOf(child: ChildProcess, onOutput: TaskProcessOptions['onOutput']): Promise<number> {
  const outputs = [child.stdout, child.stderr].map((stream) => forwardLines(stream, onOutput));
  const exitCode = await new Promise<number>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    child.on('error', () => resolve(127));
  });
  signalGroup(child, 'SIGKILL');
  const grace = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), PIPE_GRACE_MS);
  await Promise.all(outputs);
  clearTimeout(grace);
  return exitCode;
}

/** Hands on the lines of a stream, one chunk at a time; resolves when the stream is over. */
async function forwardLines(stream: Readable | null, onOutput: TaskProcessOptions['onOutput']): Promise<void> {
  if (stream === null) return;
  const splitter = lineSplitter();
  try {
    const chunks: AsyncIterable<Buffer> = stream;
    for await (const chunk of chunks) {
      const lines = splitter.push(chunk);
      if (lines.length > 0) await onOutput(lines);
    }
  } catch {
    // Destroyed after the grace, or the pipe broke: what came until then is all there is.
  }
  const rest = splitter.end();
  if (rest.length > 0) await onOutput(rest);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group is gone, which is what a signal to it was for.
  }
}
