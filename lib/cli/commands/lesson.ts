import type { BudgetCost } from '../../lessons/model';
import type { Plan, PlanName } from '../../lessons/plan';
import type { Problem } from '../../slo/model';
import type { Command } from '../command';
import { formatLesson } from '../format/lesson';
import { AS } from '../lessons/student';
import { oneOf, WHICH_LAB, wholeNumber, type WhichLab } from '../options';

/** A line of the list. */
export interface LessonRow {
  readonly number: number;
  readonly id: string;
  readonly title: string;
  readonly minutes: number;
  readonly core: boolean;
  readonly targets: readonly string[];
  readonly cost: readonly BudgetCost[];
  readonly checks: number;
  readonly progress: 'done' | 'begun' | 'new';
}

export type LessonReport =
  | { readonly kind: 'list'; readonly student: string; readonly lessons: readonly LessonRow[] }
  | { readonly kind: 'plan'; readonly plan: Omit<Plan, 'lessons'>; readonly lessons: readonly LessonRow[] }
  | { readonly kind: 'problems'; readonly lessons: number; readonly problems: readonly Problem[] }
  | { readonly kind: 'lesson'; readonly lesson: LessonData; readonly beside: readonly string[] }
  | {
      readonly kind: 'hint';
      readonly lesson: LessonData;
      readonly hint: number;
      readonly text: string;
      readonly points: number;
    }
  | {
      readonly kind: 'guided';
      readonly number: number;
      readonly step: number;
      readonly steps: number;
      readonly isChecked: boolean;
    };

/** A lesson without its answers. */
export interface LessonData extends Omit<LessonRow, 'checks' | 'progress'> {
  readonly goal: string;
  readonly steps: readonly string[];
  readonly questions: readonly {
    readonly id: string;
    readonly question: string;
    readonly choices?: Readonly<Record<string, string>>;
  }[];
  readonly hints: readonly { readonly points: number; readonly check: string | null }[];
  readonly readOn: string;
  /** All of it, for a terminal. */
  readonly lines: readonly string[];
}

interface LessonOptions extends WhichLab {
  readonly lesson?: string;
  readonly plan?: PlanName;
  readonly check?: boolean;
  readonly hint?: number;
  readonly plain?: boolean;
  readonly again?: boolean;
  readonly as?: string;
}

/** `lab lesson`: the lessons, and the way through one. */
export const lesson: Command<LessonOptions, LessonReport> = {
  name: 'lesson',
  summary: 'list the lessons, or lead through one, beside what the lab says now',
  description:
    'On a terminal it goes step by step, and goes on where you left it; elsewhere, and with --plain, it prints all of the lesson. Hints cost ' +
    'points, and are noted in .lab/results with your progress. "lab check" counts what happened since the lesson was begun; --again begins anew.',
  examples: [
    'npx lab lesson',
    'npx lab lesson 5',
    'npx lab lesson 5 --hint 1',
    'npx lab lesson --plan 60',
    'npx lab lesson --check',
  ],
  argument: { syntax: '[lesson]', description: 'its number or its name' },
  options: [
    {
      flags: '--plan <minutes>',
      description: 'the lessons of a class of 60 or 90 minutes, with what they spend',
      parse: (text) => Number(oneOf('--plan', ['60', '90'])(text)),
      choices: ['60', '90'],
    },
    { flags: '--hint <n>', description: 'show one hint, and note what it costs', parse: wholeNumber('--hint', 1, 99) },
    { flags: '--plain', description: 'print all of it at once' },
    { flags: '--again', description: 'begin the lesson anew' },
    { flags: '--check', description: 'tell everything that is wrong with the files of the lessons and their plans' },
    AS,
    ...WHICH_LAB,
  ],
  run(context, options) {
    const {
      checkFiles,
      hintOf,
      listOf,
      planReport,
      startLesson,
    }: typeof import('../lessons/run-lesson') = require('../lessons/run-lesson');
    if (options.check) return checkFiles(context);
    if (options.plan !== undefined) return planReport(context, options.plan, options.as);
    if (options.lesson === undefined) return listOf(context, options.as);
    if (options.hint !== undefined) return hintOf(context, options.lesson, options.hint, options.as);
    return startLesson(context, options.lesson, options);
  },
  format: formatLesson,
};
