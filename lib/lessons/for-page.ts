import { blocksOf, type Block } from './markdown/blocks';
import type { BudgetCost, Lesson } from './model';

/** A lesson as the console's page shows it: text as data, without answers and without what hints say. */
export interface PageLesson {
  readonly number: number;
  readonly title: string;
  readonly minutes: number;
  readonly core: boolean;
  readonly cost: readonly BudgetCost[];
  readonly goal: readonly Block[];
  readonly before: readonly Block[];
  readonly steps: readonly (readonly Block[])[];
  readonly questions: readonly {
    readonly id: string;
    readonly text: readonly Block[];
    readonly choices: readonly (readonly [letter: string, text: string])[];
  }[];
  /** What each costs; the terminal tells them. */
  readonly hints: readonly { readonly points: number; readonly check: string | null }[];
  readonly readOn: readonly Block[];
}

/** The lessons for the console's image, which has nothing of this folder. */
export function lessonsForPage(lessons: readonly Lesson[]): PageLesson[] {
  return lessons.map(({ number, title, minutes, core, cost, goal, beforeSteps, steps, checks, hints, readOn }) => ({
    number,
    title,
    minutes,
    core,
    cost,
    goal: blocksOf(goal),
    before: blocksOf(beforeSteps),
    steps: steps.map(blocksOf),
    questions: checks.map((check) => ({
      id: check.id,
      text: blocksOf(check.question),
      choices: check.kind === 'choice' ? [...check.choices] : [],
    })),
    hints: hints.map(({ points, check }) => ({ points, check: check ?? null })),
    readOn: blocksOf(readOn),
  }));
}

/** The text of the generated file; a comment is nothing that JSON has. */
export function pageFile(lessons: readonly Lesson[]): string {
  const generated = 'by "npm run docs" of docs/lessons; do not edit';
  return `${JSON.stringify({ generated, lessons: lessonsForPage(lessons) }, null, 1)}\n`;
}
