import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';

export interface DelayProxyOptions {
  /** A command that enters the task's network. */
  readonly enter: readonly string[];
  /** The task's. */
  readonly address: string;
  readonly ports: readonly number[];
  readonly delayMilliseconds: number;
  /** The delay is uniform in ± this. */
  readonly jitterMilliseconds: number;
}

export interface DelayProxy {
  /** Where it listens for each of the task's ports. */
  readonly listening: ReadonlyMap<number, number>;
  /** Resolves when it is gone: what is on its way is delivered first, without delay. */
  stop(): Promise<void>;
}

/** Longer than the program gives its connections to end. */
const STOP_MS = 3_000;

/** Starts a program in the task's network that delays what it passes on; rejects with what it complained about. */
export function startDelayProxy(options: DelayProxyOptions): Promise<DelayProxy> {
  const { enter, address, ports, delayMilliseconds, jitterMilliseconds } = options;
  const [launcher = '', ...args] = enter;
  const settings = [address, delayMilliseconds, jitterMilliseconds, ...ports].map(String);
  const command = [...args, process.execPath, '--max-semi-space-size=1', programFile(), ...settings];
  const child = spawn(launcher, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = new Promise<void>((ended) => void child.once('close', () => ended()));
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.on('error', ({ message }) => (said += message));
  async function stop(): Promise<void> {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await gone;
    clearTimeout(timer);
  }
  return new Promise((started, reject) => {
    // The line is short, so it comes in one piece.
    child.stdout.setEncoding('utf8').once('data', (line: string) => started({ listening: portsOf(line), stop }));
    void gone.then(() => reject(new Error(`the delaying proxy ended: ${said.trim() || 'it did not say why'}`)));
  });
}

/** Reads `5000=40123 8080=40124`. */
function portsOf(line: string): ReadonlyMap<number, number> {
  const pairs = line.trim().split(' ');
  return new Map(pairs.map((pair) => pair.split('=').map(Number)).map(([port = 0, proxy = 0]) => [port, proxy]));
}

/** The built file, also when this module itself runs from its source (in Jest). */
function programFile(): string {
  const folder = __filename.endsWith('.ts') ? resolve(__dirname.replace(SOURCES, `$<root>/dist/lib/`)) : __dirname;
  return join(folder, 'delay-proxy-main.js');
}

const SOURCES = /^(?<root>.*)\/lib\/(?=local-cloud\/)/;
