import { join } from 'node:path';
import type { HistoryReport } from '../../history/report';
import { LabError } from '../../model/errors';
import { dieWithParent } from '../die-with-parent';
import { exec } from '../exec';
import type { Environment } from '../host';
import type { BackfillOptions } from './options';

/** Far more than a slow machine needs. */
const TIMEOUT_MS = 120_000;

/** Runs `lab backfill` in a process of its own: the local cloud goes on answering meanwhile. */
export async function backfillInChild(
  root: string,
  environment: Environment,
  { days, seed, rate, traffic }: BackfillOptions,
  signal: AbortSignal,
): Promise<HistoryReport> {
  const numbers = Object.entries({ days, seed, rate, traffic }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const argv = [process.execPath, join(root, 'dist', 'bin', 'lab.js'), 'backfill', '--json', ...numbers];
  const { exitCode, stdout, output } = await exec(dieWithParent(argv, environment), {
    environment,
    signal,
    timeoutMs: TIMEOUT_MS,
  });
  signal.throwIfAborted();
  if (exitCode === 0) return JSON.parse(stdout);
  const reason = output.trim().replace(/^lab: /, '') || 'it said nothing';
  throw new LabError('NoHistory', `${reason}; "npx lab up --no-backfill" starts without a synthetic month`);
}
