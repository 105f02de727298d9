import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Background<Data> {
  /** The data that the command printed; undefined when it ended without any. */
  readonly answer: Promise<Data | undefined>;
  readonly stop: () => void;
}

/** Runs a `lab … --json` that stays: in a session of its own, standard error to the log. */
export function startInBackground<Data>(root: string, args: readonly string[], log: string): Background<Data> {
  mkdirSync(dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const child = spawn(process.execPath, [join(root, 'bin', 'lab.js'), ...args], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', output],
  });
  closeSync(output);
  const answer = new Promise<Data | undefined>((resolve) => {
    let printed = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const data: Data | undefined = parsed(printed);
      if (data !== undefined) resolve(data);
    });
    child.once('error', () => resolve(undefined));
    child.once('close', () => resolve(undefined));
  });
  return { answer, stop: () => child.kill('SIGTERM') };
}

/** The data, once all of it has arrived. */
function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
