import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { LabError } from '../../model/errors';
import { budgetsLeft } from '../../slo/history/budgets';
import { makeHistory } from '../../slo/history/history';
import type { HistoryOptions } from '../../slo/history/options';
import type { Slo } from '../../slo/model';
import type { Environment } from '../host';
import { historyMark, isBlock, isHistory } from './history-folder';
import type { HistoryReport } from './report';
import { writeBlocks } from './write-blocks';

export interface WriteHistoryOptions {
  readonly history: HistoryOptions;
  /** Their counters are in the history, and what is left of their budgets is reported. */
  readonly slos: readonly Slo[];
  /** An earlier history in it is replaced; anything else is left alone, with an error. */
  readonly folder: string;
  readonly promtool: string;
  readonly environment: Environment;
}

/** Makes a history and puts it into the folder when it is whole. */
export async function writeHistory(options: WriteHistoryOptions): Promise<HistoryReport> {
  const startedAt = performance.now();
  const { folder, slos } = options;
  refuseToReplace(folder);
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(join(dirname(folder), `.${basename(folder)}-`));
  try {
    const history = makeHistory(options.history, slos);
    const bytes = await writeBlocks(history, { ...options, folder: unfinished });
    const { times, incidents } = history.events;
    const series = history.families.flatMap((family) => family.series);
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
      series: series.length,
      samples: series.reduce((sum, one) => sum + times.filter((_, at) => one.valueAt(at) !== undefined).length, 0),
      blocks: readdirSync(unfinished).filter(isBlock).length,
      bytes,
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
