import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import type { Lesson } from '../../lessons/model';
import { LabError } from '../../model/errors';
import { didYouMean } from '../../slo/input/nearest';
import { errorCode } from '../error-code';

const answer = z.union([z.string(), z.number()]).transform(String);
const byCheck = z.record(z.string(), answer);
/** Lesson → check → answer; the answer key has them one level below. */
const fileSchema = z.record(
  z.string(),
  z.union([z.strictObject({ answers: byCheck, given: z.unknown().optional() }), byCheck]),
);

/** `spent=33.3` of each `--answer`. Throws an `InvalidArgument` LabError for a check that the lesson does not have. */
export function parseAnswers(given: readonly string[], lesson: Lesson): Map<string, string> {
  const answers = new Map<string, string>();
  for (const one of given) {
    const [, id, value] = /^([^=]+)=(.*)$/s.exec(one) ?? [];
    if (id === undefined || value === undefined || value.trim() === '') {
      throw new LabError(
        'InvalidArgument',
        `--answer is "${one}"; allowed: a check and its answer, such as ${lesson.checks[0]?.id ?? 'spent'}=36`,
      );
    }
    answers.set(id.trim(), value.trim());
  }
  refuseUnknown(answers, lesson, '--answer');
  return answers;
}

/** The answers to a lesson in a file of YAML or JSON. Throws an `InvalidArgument` LabError for one that makes no sense. */
export function readAnswers(file: string, lesson: Lesson): Map<string, string> {
  let data: unknown;
  try {
    data = parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why =
      error instanceof YAMLParseError
        ? `it is no YAML: ${error.message.split('\n')[0]}`
        : `the system says ${errorCode(error)}`;
    throw new LabError('InvalidArgument', `${file} cannot be read: ${why}`, { cause: error });
  }
  const parsed = fileSchema.safeParse(data);
  if (!parsed.success) {
    const sentence = `${file} has no answers; allowed: the lesson's number, and below it a map of check to answer; see docs/lesson-format.md`;
    throw new LabError('InvalidArgument', sentence);
  }
  const own = parsed.data[String(lesson.number)] ?? parsed.data[lesson.id] ?? {};
  const answers = new Map(Object.entries(isKey(own) ? own.answers : own));
  refuseUnknown(answers, lesson, file);
  return answers;
}

type OfLesson = z.infer<typeof fileSchema>[string];

function isKey(own: OfLesson): own is Extract<OfLesson, { readonly answers: Readonly<Record<string, string>> }> {
  return typeof own['answers'] === 'object';
}

function refuseUnknown(answers: ReadonlyMap<string, string>, { number, checks }: Lesson, where: string): void {
  const ids = checks.map(({ id }) => id);
  for (const id of answers.keys()) {
    if (ids.includes(id)) continue;
    throw new LabError(
      'InvalidArgument',
      `${where} answers "${id}", which is no check of lesson ${number}${didYouMean(id, ids)}; there are: ${ids.join(', ')}`,
    );
  }
}
