import { join } from 'node:path';
import { LabError, messageOf } from '../../model/errors';
import { dieWithParent } from '../die-with-parent';
import { exec } from '../exec';
import type { Environment } from '../host';
import { linkBlocks } from './history-folder';
import type { BackfillOptions } from './options';
import type { HistoryReport } from './report';

/** Gives each new Prometheus of the local cloud a pristine history. */
export interface HistorySource {
  /** The first one, whose making began with the source. */
  readonly first: Promise<HistoryReport>;
  /** Puts a history that ends now, or did a moment ago, into the data folder of a Prometheus that is about to start. */
  fill(data: string): Promise<void>;
}

export interface HistorySourceOptions {
  readonly make: () => Promise<HistoryReport>;
  readonly now: () => number;
  /** Hears why a Prometheus starts without history. */
  readonly log: (line: string) => void;
}

/** A deploy soon after another one need not wait for a new history; a gap of minutes is no traffic, and nobody's error. */
const FRESH_MS = 5 * 60_000;

export function historySource({ make, now, log }: HistorySourceOptions): HistorySource {
  const first = make();
  first.catch(() => {}); // Whoever waits for it hears of it.
  let latest = first;
  const isFresh = ({ to }: HistoryReport) => now() - Date.parse(to) < FRESH_MS;
  return {
    first,
    async fill(data) {
      try {
        if (!isFresh(await latest)) latest = make();
        linkBlocks((await latest).folder, data);
      } catch (error) {
        log(`Prometheus starts without a synthetic history: ${messageOf(error)}`);
      }
    },
  };
}

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
