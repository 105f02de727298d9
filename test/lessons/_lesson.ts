import { readLessons, type Lesson } from '../../lib/lessons/index';
import type { Check, CheckKind } from '../../lib/lessons/model';
import type { Problem } from '../../lib/slo/model';
import { known } from './_known';

const FRONT = `title: A lesson
minutes: 5
core: true
targets: [local]
`;

const BODY = `## Goal

Be able.

## Steps

1. Do it.
2. Do it again.

## Questions

- **one.** How many?

## Hints

- **free.** Count.
- **one, 2 points.** It is one.

## Read on

- [Faults](../faults.md)
`;

/** A lesson file with one check, of which parts can be replaced. */
export function lessonText(
  checks: string,
  { front = FRONT, body = BODY }: { front?: string; body?: string } = {},
): string {
  return `---\n${front}checks:\n${checks}---\n\n${body}`;
}

export const GIVEN = { FRONT, BODY };

/** What is wrong with a file, as a person reads it. */
export function problemsOf(text: string, file = 'docs/lessons/01-a-lesson.md'): string[] {
  return sentences(readLessons([{ file, text }], known()).problems);
}

export function sentences(problems: readonly Problem[]): string[] {
  return problems.map(
    ({ file, line, path, got, message }) => `${file}:${line}: ${path === '' ? '' : `${path}: `}got ${got}; ${message}`,
  );
}

/** The lesson of a text; fails when anything is wrong with it. */
export function readLesson(text: string): Lesson {
  const { lessons, problems } = readLessons([{ file: 'docs/lessons/01-a-lesson.md', text }], known());
  expect(sentences(problems)).toEqual([]);
  return lessons[0]!;
}

/** The check that a piece of front matter makes. */
export function checkOf<Kind extends CheckKind>(kind: Kind, members: string): Extract<Check, { kind: Kind }> {
  const [check] = readLesson(lessonText(`  - { id: one, kind: ${kind}, readOn: docs/faults.md, ${members} }\n`)).checks;
  if (check?.kind !== kind) throw new Error(`this is ${check?.kind}`);
  return check as Extract<Check, { kind: Kind }>;
}
