import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noResults, readResults, type Results } from '../../lessons/results';
import { LabError } from '../../model/errors';
import { errorCode } from '../error-code';
import { labPaths } from '../paths';

/** Where a student's results are. */
export function resultsFile(root: string, student: string): string {
  return join(labPaths(root).results, `${student}.json`);
}

/** What a student did before; nothing when there is no file. Throws an `InvalidResults` LabError for one that cannot be read. */
export function loadResults(root: string, student: string): Results {
  const file = resultsFile(root, student);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return noResults(student);
    throw new LabError('InvalidResults', `${file} cannot be read: the system says ${errorCode(error)}`, {
      cause: error,
    });
  }
  const read = readResults(text);
  if ('results' in read) return read.results;
  throw new LabError(
    'InvalidResults',
    `${file} cannot be read: ${read.fault}; move it away, and the next check begins a new one`,
  );
}

/** Replaces the file at once: whoever reads it sees the old results or the new. */
export function saveResults(root: string, results: Results): void {
  const file = resultsFile(root, results.student);
  const temporary = `${file}.${process.pid}.tmp`;
  mkdirSync(labPaths(root).results, { recursive: true });
  try {
    writeFileSync(temporary, `${JSON.stringify(results, null, 2)}\n`);
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
