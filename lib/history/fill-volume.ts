import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Slo } from '../slo/model';
import { historyMark, isBlock, linkBlocks } from './history-folder';
import { historyOptions, type HistorySettings } from './history-settings';
import type { HistoryReport } from './report';
import { makeBlock, writeBlock } from './write-history';

export interface FillVolumeOptions {
  /** The data folder of a Prometheus that starts after this. */
  readonly data: string;
  readonly settings: HistorySettings;
  readonly slos: () => readonly Slo[];
  /** A folder that may have this history, made a moment ago. @default it is made here */
  readonly made?: string | undefined;
  readonly now: Date;
}

/** A deploy soon after another one need not wait for a new history; a gap of minutes is no traffic, and nobody's error. */
const FRESH_MS = 5 * 60_000;

/** Puts a history that ends now, or did a moment ago, into the volume, unless it has one; says what it did. */
export function fillVolume(options: FillVolumeOptions): string {
  const { data, settings, slos, made, now } = options;
  if (readdirSync(data).some(isBlock)) return 'the volume has a history already';
  const ready = made && readReport(made);
  if (ready && isWanted(ready, settings, now)) {
    linkBlocks(ready.folder, data);
    return told(ready, 'made beforehand');
  }
  const unfinished = mkdtempSync(join(data, '.history-'));
  try {
    const { block, report } = makeBlock(historyOptions(settings, now), slos());
    writeBlock(unfinished, block);
    renameSync(unfinished, join(data, block.id));
    return told(report, `made in ${report.tookMs} ms`);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw error;
  }
}

function isWanted({ days, seed, to }: HistoryReport, settings: HistorySettings, now: Date): boolean {
  const age = now.getTime() - Date.parse(to);
  return days === settings.days && seed === settings.seed && age >= 0 && age < FRESH_MS;
}

function readReport(folder: string): HistoryReport | undefined {
  try {
    return { ...JSON.parse(readFileSync(join(folder, historyMark), 'utf8')), folder };
  } catch {
    return undefined; // It is being made, or was not wanted.
  }
}

function told({ days, seed, from, to }: Omit<HistoryReport, 'folder'>, how: string): string {
  return `${days} synthetic days (seed ${seed}) from ${from} to ${to}, ${how}`;
}
