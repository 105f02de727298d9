import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../model/errors';
import { budgetsLeft } from '../../slo/history/budgets';
import { blockOf, type Block } from '../../slo/history/block/block';
import { makeHistory } from '../../slo/history/history';
import type { HistoryOptions } from '../../slo/history/options';
import type { Slo } from '../../slo/model';
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
export function writeHistory(options: WriteHistoryOptions): HistoryReport {
  const startedAt = performance.now();
  const { folder, slos } = options;
  refuseToReplace(folder);
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    const history = makeHistory(options.history, slos);
    const { times, incidents } = history.events;
    const block = blockOf(
      history.families.flatMap(({ series }) => series),
      times,
      options.history.seed,
    );
    writeBlock(join(unfinished, block.id), block);
    const report: HistoryReport = {
      days: options.history.days,
      seed: options.history.seed,
      from: isoTime(times[0] ?? 0),
      to: isoTime(options.history.endSeconds),
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
      folder,
    };
    writeFileSync(join(unfinished, historyMark), `${JSON.stringify(report, null, 2)}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
    return report;
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function writeBlock(folder: string, { files }: Block): void {
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
