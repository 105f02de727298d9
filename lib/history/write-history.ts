import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../model/errors';
import { budgetsLeft } from '../slo/history/budgets';
import { blockOf, type Block } from '../slo/history/block/block';
import { makeHistory } from '../slo/history/history';
import type { HistoryOptions } from '../slo/history/options';
import type { Slo } from '../slo/model';
import { historyMark, isHistory } from './history-folder';
import type { HistoryReport } from './report';

export interface WriteHistoryOptions {
  readonly history: HistoryOptions;
  /** Their counters are in the history, and what is left of their budgets is reported. */
  readonly slos: readonly Slo[];
  /** An earlier history in it is replaced; anything else is left alone, with an error. */
  readonly folder: string;
}

/** Makes a history and puts it into the folder when it is whole. */
export function writeHistory({ history, slos, folder }: WriteHistoryOptions): HistoryReport {
  refuseToReplace(folder);
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    const { block, report } = makeBlock(history, slos);
    writeBlock(join(unfinished, block.id), block);
    writeFileSync(join(unfinished, historyMark), `${JSON.stringify({ ...report, folder }, null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
    return { ...report, folder };
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

/** Makes a history as a block of a TSDB, and tells what is in it. */
export function makeBlock(
  options: HistoryOptions,
  slos: readonly Slo[],
): { readonly block: Block; readonly report: Omit<HistoryReport, 'folder'> } {
  const startedAt = performance.now();
  const history = makeHistory(options, slos);
  const { times, incidents } = history.events;
  const block = blockOf(
    history.families.flatMap(({ series }) => series),
    times,
    options.seed,
  );
  const report = {
    days: options.days,
    seed: options.seed,
    from: isoTime(times[0] ?? 0),
    to: isoTime(options.endSeconds),
    incidents: incidents.map(({ name, summary, from, to }) => ({
      name,
      summary,
      from: isoTime(from),
      to: isoTime(to),
    })),
    budgets: budgetsLeft(history, slos),
    series: block.series,
    samples: block.samples,
    bytes: Object.values(block.files).reduce((sum, file) => sum + file.length, 0),
    tookMs: Math.round(performance.now() - startedAt),
  };
  return { block, report };
}

/** Writes the files of a block into a folder of its own. */
export function writeBlock(folder: string, { files }: Pick<Block, 'files'>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

function refuseToReplace(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0 || isHistory(folder)) return;
  throw new LabError(
    'NotAHistory',
    `${folder} has files that "lab backfill" did not write; name a new folder with --output, or empty this one`,
  );
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}
