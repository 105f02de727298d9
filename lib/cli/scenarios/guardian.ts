import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Environment } from '../host';

/** Watches over a run from a process of its own. */
export interface Guardian {
  /** It may go: nothing is left to undo. */
  release(): void;
}

/**
 * Starts a process in a session of its own that holds the end of a pipe of this one: when this process ends, however it ends, the
 * pipe does, and the guardian undoes what the journal still has.
 */
export function startGuardian({
  root,
  file,
  environment,
}: {
  readonly root: string;
  readonly file: string;
  readonly environment: Environment;
}): Guardian {
  const log = join(dirname(file), 'guardian.log');
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, [join(__dirname, 'guardian-main.js'), root, file], {
    cwd: root,
    detached: true,
    env: { ...environment },
    stdio: ['pipe', output, output],
  });
  closeSync(output);
  // Neither keeps this process: what ends the pipe is its end.
  child.unref();
  child.once('error', () => {});
  child.stdin?.once('error', () => {});
  unrefStream(child.stdin);
  return { release: () => child.stdin?.end() };
}

/** A pipe is a socket, which the types do not say. */
function unrefStream(stream: unknown): void {
  if (typeof stream === 'object' && stream !== null && 'unref' in stream && typeof stream.unref === 'function')
    stream.unref();
}
