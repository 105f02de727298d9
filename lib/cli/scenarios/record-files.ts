import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseRunRecord, recordFileName, sealRecord, openRecord, type RunRecord } from '../../scenarios/index';

/** Writes a run's record where `lab report` and others read it, sealed while it is blind. @returns its file */
export function writeRecord(runs: string, record: RunRecord): string {
  const shown = sealRecord(record);
  const file = join(runs, recordFileName(shown));
  replace(file, shown);
  return file;
}

/** Changes a record in place; nothing happens when there is none. */
export function updateRecord(file: string, change: (record: RunRecord) => RunRecord): void {
  const record = readRecord(file);
  if (record === undefined) return;
  const whole = record.sealed === null ? record : { ...openRecord(record), blind: record.blind };
  replace(file, sealRecord(change(whole)));
}

/** Whole records, the oldest first, with their files; sealed ones as they are. */
export function readRecords(runs: string): { readonly file: string; readonly record: RunRecord }[] {
  return namesIn(runs)
    .filter((name) => /^\d{4}-.*\.json$/.test(name))
    .sort()
    .flatMap((name) => {
      const file = join(runs, name);
      const record = readRecord(file);
      return record === undefined ? [] : [{ file, record }];
    });
}

export function readRecord(file: string): RunRecord | undefined {
  try {
    return parseRunRecord(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Tells what a sealed record keeps, and keeps it no longer. */
export function revealRecord(file: string): RunRecord | undefined {
  const record = readRecord(file);
  if (record === undefined) return undefined;
  const whole = openRecord(record);
  replace(file, whole);
  return whole;
}

/** A reader sees the old content or the new. */
function replace(file: string, record: RunRecord): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(record, null, 2)}\n`);
  renameSync(temporary, file);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
