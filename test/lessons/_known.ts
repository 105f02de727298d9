import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Known } from '../../lib/lessons/read/known';
import { readSlos, type InputFile } from '../../lib/slo/input/index';

export const ROOT = join(__dirname, '..', '..');
const LESSONS = join(ROOT, 'docs/lessons');

/** The lesson files of the project. */
export function lessonFiles(): InputFile[] {
  return filesIn('docs/lessons', /^\d\d-.*\.md$/);
}

let read: Known | undefined;

/** What the project's lessons may refer to; read once for all tests of a file. */
export function known(): Known {
  return (read ??= readKnown());
}

function readKnown(): Known {
  const cases = readdirSync(LESSONS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return {
    slos: readSlos(filesIn('observability/slo', /\.yaml$/)).slos,
    scenarios: namesIn('docs/scenarios').flatMap((name) => /^(.*)\.yaml$/.exec(name)?.[1] ?? []),
    cases: cases.map((name) => relative(LESSONS, join(LESSONS, name))),
  };
}

export function filesIn(folder: string, pattern: RegExp): InputFile[] {
  return namesIn(folder)
    .filter((name) => pattern.test(name))
    .sort()
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(join(ROOT, folder, name), 'utf8') }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(join(ROOT, folder));
  } catch {
    return [];
  }
}
