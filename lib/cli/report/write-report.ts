import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, messageOf } from '../../model/errors';
import { documentOf } from '../../report/document';
import { pageOf } from '../../report/html/page';
import type { Report } from '../../report/incident-report';
import { markdownOf, peoplesPart } from '../../report/markdown';
import { unfilledSections } from '../../report/sections';

export interface WrittenReport {
  readonly markdown: string;
  readonly html: string;
  /** Titles of the sections that people have not filled. */
  readonly unfilled: readonly string[];
  /** Whether what people wrote in an earlier report of this folder was kept. */
  readonly kept: boolean;
}

/** Writes `report.md` and `report.html`. What people wrote in a `report.md` that is there already stays as it is. */
export function writeReport(report: Report, folder: string): WrittenReport {
  const files = { markdown: join(folder, 'report.md'), html: join(folder, 'report.html') };
  const people = existsSync(files.markdown) ? ownPart(files.markdown) : undefined;
  const blocks = documentOf(report);
  const markdown = markdownOf(blocks, people);
  try {
    mkdirSync(folder, { recursive: true });
    write(files.markdown, markdown);
    write(files.html, pageOf(blocks, { step: report.range.step, people }));
  } catch (error) {
    throw new LabError('NotWritten', `the report could not be written to ${folder}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return { ...files, unfilled: unfilledSections(markdown), kept: people !== undefined };
}

function ownPart(file: string): string {
  const people = peoplesPart(readFileSync(file, 'utf8'));
  if (people !== undefined) return people;
  throw new LabError(
    'NotAReport',
    `${file} has none of the sections of a report, so it may be something else, and was left as it is; choose another folder with --output`,
  );
}

/** A reader sees the old file or the new one, and an interruption loses neither. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}
