import { wantsAnswer, type Status } from './grade/verdict';
import type { Check, Lesson } from './model';
import type { Results } from './results';

/** What a second answer to a question is worth: half, since the first one was told what is right. */
const AFTER_A_WRONG_ANSWER = 0.5;

/** How one student did in one lesson. */
export interface LessonScore {
  readonly lesson: number;
  /** What the checks that passed are worth, without hints; undefined where nothing was tried. */
  readonly points: number;
  readonly possible: number;
  readonly hints: number;
  readonly passed: number;
  readonly checks: number;
  readonly tried: boolean;
}

export interface StudentScore {
  readonly student: string;
  readonly lessons: readonly LessonScore[];
  /** Points minus hints, never below 0 in a lesson. */
  readonly total: number;
  readonly possible: number;
  readonly hints: number;
}

/** A check that went wrong for somebody. */
export interface FailedCheck {
  readonly lesson: number;
  readonly check: string;
  /** How many students failed it at least once. */
  readonly failed: number;
  /** How many of them passed it in the end. */
  readonly mended: number;
  readonly tried: number;
}

export interface ClassScore {
  /** The best first. */
  readonly students: readonly StudentScore[];
  /** What most students failed first. */
  readonly failed: readonly FailedCheck[];
}

/** A class, put together from what each student has. What is of no lesson that there is does not count. */
export function classScore(all: readonly Results[], lessons: readonly Lesson[]): ClassScore {
  const students = all.map((results) => studentScore(results, lessons));
  students.sort((one, other) => other.total - one.total || one.student.localeCompare(other.student));
  return { students, failed: failedChecks(all, lessons) };
}

export function studentScore(results: Results, lessons: readonly Lesson[]): StudentScore {
  const scores = lessons.map((lesson) => lessonScore(results, lesson));
  return {
    student: results.student,
    lessons: scores,
    total: scores.reduce((sum, { points, hints }) => sum + Math.max(0, points - hints), 0),
    possible: scores.reduce((sum, { possible }) => sum + possible, 0),
    hints: scores.reduce((sum, { hints }) => sum + hints, 0),
  };
}

/** What a student has in one lesson: a check that passed once has passed. */
export function lessonScore(results: Results, { number, checks }: Lesson): LessonScore {
  const worth = checks.map((check) => worthOf(check, statusesOf(results, number, check.id)));
  const hints = results.hints.filter(({ lesson }) => lesson === number).reduce((sum, { points }) => sum + points, 0);
  return {
    lesson: number,
    points: worth.reduce((sum, value) => sum + value, 0),
    possible: checks.reduce((sum, { points }) => sum + points, 0),
    hints,
    passed: worth.filter((value) => value > 0).length,
    checks: checks.length,
    tried: results.attempts.some(({ lesson }) => lesson === number),
  };
}

/** What a lesson is in a list: `done` when every check passed once. */
export function progressOf(results: Results, lesson: Lesson): 'done' | 'begun' | 'new' {
  const { passed, checks, tried } = lessonScore(results, lesson);
  if (tried && passed === checks) return 'done';
  return tried || results.begun.some((one) => one.lesson === lesson.number) ? 'begun' : 'new';
}

function worthOf(check: Check, statuses: readonly Status[]): number {
  const passed = statuses.indexOf('pass');
  if (passed === -1) return 0;
  const wasWrong = statuses.slice(0, passed).includes('fail');
  return check.points * (wasWrong && wantsAnswer(check) ? AFTER_A_WRONG_ANSWER : 1);
}

function statusesOf({ attempts }: Results, lesson: number, check: string): Status[] {
  return attempts
    .filter((attempt) => attempt.lesson === lesson)
    .flatMap(({ checks }) => checks.filter(({ id }) => id === check).map(({ status }) => status));
}

function failedChecks(all: readonly Results[], lessons: readonly Lesson[]): FailedCheck[] {
  const rows = lessons.flatMap(({ number, checks }) =>
    checks.map(({ id }): FailedCheck => {
      const statuses = all.map((results) => statusesOf(results, number, id).filter((status) => status !== 'open'));
      const failed = statuses.filter((one) => one.includes('fail'));
      return {
        lesson: number,
        check: id,
        failed: failed.length,
        mended: failed.filter((one) => one.includes('pass')).length,
        tried: statuses.filter((one) => one.length > 0).length,
      };
    }),
  );
  return rows
    .filter(({ failed }) => failed > 0)
    .sort((one, other) => other.failed - one.failed || one.lesson - other.lesson);
}
