import { execFile, execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Debian's own Python, which has Debian's modules. */
export const PYTHON = '/usr/bin/python3';

/** Debian's packages and how to see that each is there. */
const PACKAGES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  wrk: ['sh', '-c', 'command -v wrk'],
  hey: ['sh', '-c', 'command -v hey'],
  'util-linux': ['taskset', '--version'],
  gunicorn: [PYTHON, '-c', 'import gunicorn'],
  'python3-flask': [PYTHON, '-c', 'import flask'],
  'python3-prometheus-client': [PYTHON, '-c', 'import prometheus_client'],
};

/** The Debian packages that the benchmark needs and does not find. */
export function missingPackages(): string[] {
  return Object.entries(PACKAGES)
    .filter(([, [program, ...args]]) => !succeeds(program, args))
    .map(([name]) => name);
}

/** The server has a core of its own, and what asks it the other one. */
export const SERVER_CORE = 0;
export const CLIENT_CORE = 1;
export const IS_PINNED = availableParallelism() > 1;

export function pinned(core: number, command: readonly string[]): string[] {
  return IS_PINNED ? ['taskset', '-c', String(core), ...command] : [...command];
}

export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const CONNECTIONS = 16;

/** As many requests as the server can answer, from 16 connections. */
export async function wrk(url: string, seconds: number): Promise<Load> {
  const text = await client(['wrk', '-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--latency', url]);
  if (/Non-2xx|Socket errors/.test(text)) throw new Error(`not every request to ${url} was answered:\n${text}`);
  const percentile = (name: string) =>
    milliseconds(new RegExp(String.raw`^\s+${name}%\s+([\d.]+)(us|ms|s)`, 'm').exec(text));
  return {
    requests: number(/(\d+) requests in/.exec(text)),
    perSecond: number(/Requests\/sec:\s+([\d.]+)/.exec(text)),
    p50Ms: percentile('50'),
    p99Ms: percentile('99'),
  };
}

/** A fixed number of requests a second, from as many connections. */
export async function hey(url: string, seconds: number, perSecond: number): Promise<Load> {
  const each = Math.max(1, Math.round(perSecond / CONNECTIONS));
  const text = await client(['hey', '-z', `${seconds}s`, '-c', String(CONNECTIONS), '-q', String(each), url]);
  const percentile = (name: string) =>
    number(new RegExp(String.raw`^\s+${name}%+ in ([\d.]+) secs`, 'm').exec(text)) * 1000;
  return {
    requests: number(/\[200\]\s+(\d+) responses/.exec(text)),
    perSecond: number(/Requests\/sec:\s+([\d.]+)/.exec(text)),
    p50Ms: percentile('50'),
    p99Ms: percentile('99'),
  };
}

async function client(command: readonly string[]): Promise<string> {
  const [program = '', ...args] = pinned(CLIENT_CORE, command);
  return (await run(program, args)).stdout;
}

const MS: Readonly<Record<string, number>> = { us: 0.001, ms: 1, s: 1000 };

function milliseconds(match: RegExpExecArray | null): number {
  return number(match) * (MS[match?.[2] ?? ''] ?? Number.NaN);
}

function number(match: RegExpExecArray | null): number {
  if (match === null) throw new Error('the output of the load generator has changed');
  return Number(match[1]);
}

function succeeds(program: string, args: readonly string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
