import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pinned, SERVER_CORE } from './programs';

const CLOCK_TICKS_PER_SECOND = 100;
const START_TIMEOUT_MS = 20_000;

export interface ServerDeclaration {
  readonly name: string;
  readonly command: (port: number) => readonly string[];
  readonly cwd: string;
  /** Where its standard output goes. */
  readonly log: string;
}

export interface RunningServer {
  readonly url: string;
  /** From the start of the process to the end of its first answer. */
  readonly startMs: number;
  /** CPU time of the server's processes so far. */
  cpuMicros(): number;
  /** Resident memory of the server's processes. */
  rssMb(): number;
  stop(): Promise<void>;
}

/** Starts a server on its core; resolves after its first answer. */
export async function startServer({ command, cwd, log }: ServerDeclaration): Promise<RunningServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const [program = '', ...args] = pinned(SERVER_CORE, command(port));
  const fd = openSync(log, 'a');
  const start = performance.now();
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', fd, fd],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PYTHONDONTWRITEBYTECODE: '1',
      HOST: '127.0.0.1',
      PORT: String(port),
    },
  });
  closeSync(fd);
  await firstAnswer(child, url);
  const startMs = performance.now() - start;
  const tree = () => [child.pid!, ...childrenOf(child.pid!)];
  return {
    url,
    startMs,
    cpuMicros: () => sum(tree().map(cpuMicrosOf)),
    rssMb: () => sum(tree().map(rssMbOf)),
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await Promise.race([exited, sleep(3000, undefined, { ref: false })]);
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function firstAnswer(child: ChildProcess, url: string): Promise<void> {
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (child.exitCode === null && performance.now() < deadline) {
    const answered = await fetch(url).then(
      (answer) => answer.text().then(() => answer.ok),
      () => false,
    );
    if (answered) return;
    await sleep(2);
  }
  child.kill('SIGKILL');
  throw new Error(`no answer from ${child.spawnargs.join(' ')}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

function cpuMicrosOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name, which may hold spaces: state is field 3, utime and stime are 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND) * 1e6;
}

function rssMbOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
