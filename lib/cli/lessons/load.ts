import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { readLessons, type Known, type Lesson } from '../../lessons/index';
import { readCases } from '../../lessons/read/cases';
import { LabError } from '../../model/errors';
import { readSlos, type InputFile } from '../../slo/input/index';
import { didYouMean } from '../../slo/input/nearest';
import type { Problem } from '../../slo/model';
import { readInputFiles } from '../slo/input-files';

/** Where the lessons are, in the project's folder. */
export const LESSONS_FOLDER = 'docs/lessons';

export interface LoadedLessons {
  readonly lessons: readonly Lesson[];
  readonly problems: readonly Problem[];
}

/** Reads the project's lessons with everything that they refer to. */
export function loadLessons(root: string): LoadedLessons {
  const { lessons, problems } = readLessons(filesOf(root, LESSONS_FOLDER, /^\d.*\.md$/), knownOf(root));
  const cases = caseNames(root).flatMap((name) => readCases(caseFileOf(root, name)).problems);
  return { lessons, problems: [...problems, ...cases] };
}

/** The lessons; throws an `InvalidLesson` LabError that lists all problems, when there are any. */
export function lessonsOf(root: string): readonly Lesson[] {
  const { lessons, problems } = loadLessons(root);
  if (problems.length === 0) return lessons;
  const lines = problems.map(
    ({ file, line, path, got, message }) =>
      `  ${file}:${line}: ${path === '' ? '' : `${path}: `}got ${got}; ${message}`,
  );
  throw new LabError(
    'InvalidLesson',
    `the lessons have ${problems.length === 1 ? 'a problem' : `${problems.length} problems`}:\n${lines.join('\n')}`,
  );
}

/** A lesson by its number or its id. Throws an `InvalidArgument` LabError for another. */
export function lessonNamed(lessons: readonly Lesson[], name: string): Lesson {
  const lesson = lessons.find(({ number, id }) => String(number) === name.replace(/^0/, '') || id === name);
  if (lesson) return lesson;
  const ids = lessons.map(({ id }) => id);
  const known = lessons.map(({ number, id }) => `${number} ${id}`).join(', ');
  throw new LabError('InvalidArgument', `there is no lesson "${name}"${didYouMean(name, ids)}; there are: ${known}`);
}

/** A file of cases, by its path below the folder of the lessons. */
export function caseFileOf(root: string, name: string): InputFile {
  return { file: `${LESSONS_FOLDER}/${name}`, text: readFileSync(join(root, LESSONS_FOLDER, name), 'utf8') };
}

function knownOf(root: string): Known {
  const { slos } = readSlos(readInputFiles([], root));
  const scenarios = namesIn(join(root, 'docs/scenarios')).flatMap((name) => /^(.+)\.ya?ml$/.exec(name)?.[1] ?? []);
  return { slos, scenarios, cases: caseNames(root) };
}

function caseNames(root: string): string[] {
  return namesIn(join(root, LESSONS_FOLDER, 'cases'))
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => `cases/${name}`);
}

function filesOf(root: string, folder: string, pattern: RegExp): InputFile[] {
  const here = relative(process.cwd(), join(root, folder)) || '.';
  return namesIn(join(root, folder))
    .filter((name) => pattern.test(name))
    .map((name) => ({ file: `${here}/${name}`, text: readFileSync(join(root, folder, name), 'utf8') }));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
