import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { errorCode } from '../../../lib/local-cloud/runtime/error-code';
import type { Place, PlaceProcess } from '../../../lib/local-cloud/runtime/network';

export const PATH = process.env['PATH'] ?? '';

/** A program that answers every request with a word and says `listening` when it can; it keeps to the address HOST. */
export function httpProgram(word: string, port: number): string[] {
  const script = `require('http').createServer((_, response) => response.end(${JSON.stringify(word)})).listen(${port}, process.env.HOST, () => console.log('listening'))`;
  return [process.execPath, '-e', script];
}

/** A directory of its own for a test, and the function that takes it away. */
export function temporaryDirectory(): { readonly directory: string; readonly remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'sre-runtime-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A loopback address that no other test process uses at the moment. */
export function loopbackAddress(last: number): string {
  return `127.${100 + (process.pid % 100)}.${(process.pid >> 7) % 250}.${last}`;
}

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return bound.port;
}

export interface StartedProgram extends PlaceProcess {
  /** What it printed until now. */
  readonly lines: readonly string[];
}

/** Starts a program and waits for its first line when `untilLine` is set. */
export async function startIn(
  place: Place,
  command: readonly string[],
  options: { readonly untilLine?: string; readonly environment?: Record<string, string> } = {},
): Promise<StartedProgram> {
  const lines: string[] = [];
  const environment = { PATH, ...(place.shared && { HOST: place.shared.address }), ...options.environment };
  const started = await place.start({
    command,
    environment,
    workingDirectory: tmpdir(),
    onOutput: (line) => lines.push(line),
  });
  const { untilLine } = options;
  if (untilLine !== undefined) await eventually(() => lines.includes(untilLine));
  return { exited: started.exited, signal: (signal) => started.signal(signal), lines };
}

/** Runs a program to its end. */
export async function runIn(place: Place, command: readonly string[], environment: Record<string, string> = {}) {
  const { exited, lines } = await startIn(place, command, { environment });
  return { exitCode: await exited, lines };
}

/** Waits until the condition holds; fails after `timeoutMs`. */
export async function eventually(condition: () => boolean | Promise<boolean>, timeoutMs = 10_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`not within ${timeoutMs} ms: ${condition.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The body at an URL, or the code of the failure. */
export async function get(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000), headers: { connection: 'close' } });
    return await response.text();
  } catch (error) {
    const cause: unknown = typeof error === 'object' && error !== null && 'cause' in error ? error.cause : undefined;
    return errorCode(cause) ?? String(error);
  }
}
