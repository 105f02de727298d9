import type { CheckResult } from '../../lessons/grade/verdict';
import type { Command } from '../command';
import { formatCheck } from '../format/check-report';
import { AS, studentOf } from '../lessons/student';
import { WHICH_LAB, type WhichLab } from '../options';

export interface CheckReport {
  readonly lesson: number;
  readonly title: string;
  readonly student: string;
  readonly checks: readonly CheckResult[];
  /** Where it was noted. */
  readonly file: string;
}

interface CheckOptions extends WhichLab {
  readonly lesson: string;
  readonly answer?: readonly string[];
  readonly answers?: string;
  readonly as?: string;
}

/** `lab check`: did the work of a lesson succeed? */
export const check: Command<CheckOptions, CheckReport> = {
  name: 'check',
  summary: 'check the work of a lesson: pass or fail for each point, with what was seen and expected',
  description:
    'Looks at the running lab, at your files and at your answers, which are asked for on a terminal. What has no answer yet is open, not failed. ' +
    'Every check is noted in .lab/results, for "lab score". Exit code 0: all passed; 1: something failed or is open.',
  examples: [
    'npx lab check 5',
    'npx lab check 5 --answer failures=120 --answer cost=33.3',
    'npx lab check 5 --as ana --answers my-answers.yaml',
    'npx lab check 12 --target aws --json',
  ],
  argument: { syntax: '<lesson>', description: 'its number or its name' },
  options: [
    {
      flags: '--answer <check=value>',
      description: 'the answer to one check; may be given several times',
      repeatable: true,
    },
    { flags: '--answers <file>', description: 'a file of answers: lesson, check, answer' },
    AS,
    ...WHICH_LAB,
  ],
  async run(context, { lesson: name, answer = [], answers: file, as, ...which }) {
    const { lessonNamed, lessonsOf }: typeof import('../lessons/load') = require('../lessons/load');
    const { parseAnswers, readAnswers }: typeof import('../lessons/answers') = require('../lessons/answers');
    const { runCheck }: typeof import('../lessons/run-check') = require('../lessons/run-check');
    const { resultsFile }: typeof import('../lessons/results-file') = require('../lessons/results-file');
    const lesson = lessonNamed(lessonsOf(context.root), name);
    const student = studentOf(as, context.environment);
    const given = new Map([...(file === undefined ? [] : readAnswers(file, lesson)), ...parseAnswers(answer, lesson)]);
    const width = Math.min(100, context.terminal?.size().columns ?? 100);
    const checks = await runCheck(context, { lesson, student, given, which, screen: { style: context.style, width } });
    return {
      data: { lesson: lesson.number, title: lesson.title, student, checks, file: resultsFile(context.root, student) },
      exitCode: checks.every(({ status }) => status === 'pass') ? 0 : 1,
    };
  },
  format: formatCheck,
};
