import { planOf } from '../../lib/lessons/plan';
import {
  begunAt,
  noResults,
  passedBefore,
  readResults,
  stepOf,
  withAttempt,
  withBegun,
  withHint,
  withStep,
  type Results,
} from '../../lib/lessons/results';
import { classScore, lessonScore, progressOf, studentScore } from '../../lib/lessons/score';
import type { CheckResult, Status } from '../../lib/lessons/grade/verdict';
import { lessonText, readLesson } from './_lesson';
import type { Lesson } from '../../lib/lessons/model';

const AT = new Date('2026-11-21T15:00:00Z');
const LESSON = readLesson(
  lessonText(
    '  - { id: one, kind: number, equals: 1, points: 2, readOn: docs/faults.md }\n  - { id: two, kind: gone, readOn: docs/faults.md }\n',
    {
      body: '## Goal\n\nx\n\n## Steps\n\n1. x\n\n## Questions\n\n- **one.** a?\n- **two.** b?\n\n## Hints\n\n- **one, 1 point.** c\n\n## Read on\n\nx\n',
    },
  ),
);

function attempt(results: Results, statuses: Readonly<Record<string, Status>>, at = AT): Results {
  const checks = Object.entries(statuses).map(([id, status]): CheckResult => {
    const asked = id === 'one' ? { answer: '1' } : {};
    return {
      id,
      status,
      kind: 'number',
      points: 1,
      question: '',
      readOn: '',
      seen: 's',
      expected: 'e',
      because: '',
      ...asked,
    };
  });
  return withAttempt(results, 1, at, 'local', checks);
}

describe('results', () => {
  test('are read as they were written', () => {
    const results = attempt(withHint(withStep(withBegun(noResults('ana'), 1, AT), 1, 2), LESSON, 1, AT), {
      one: 'pass',
      two: 'open',
    });
    expect(readResults(JSON.stringify(results))).toEqual({ results });
    expect([begunAt(results, 1), begunAt(results, 2), stepOf(results, 1), stepOf(results, 2)]).toEqual([
      AT,
      undefined,
      2,
      0,
    ]);
    expect(passedBefore(results, 1, 'one')).toEqual({ at: AT.toISOString(), seen: 's' });
    expect(passedBefore(results, 1, 'two')).toBeUndefined();
  });

  test('have a hint once, however often it is taken', () => {
    const once = withHint(noResults('ana'), LESSON, 1, AT);
    expect(withHint(once, LESSON, 1, AT)).toBe(once);
  });

  test.each([
    ['', 'it is empty'],
    ['{"version": 1', 'it is no JSON; was it cut?'],
    ['[]', 'it is no results file of "lab check": Invalid input: expected object, received array'],
    ['{"version": 2}', 'it has version 2, and this lab reads 1'],
    [
      JSON.stringify({ ...noResults('ana'), student: '' }),
      'it is no results file of "lab check": student: Too small: expected string to have >=1 characters',
    ],
  ])('fail with a sentence: %s', (text, fault) => {
    expect(readResults(text)).toEqual({ fault });
  });
});

describe('a score', () => {
  test('is the points of what passed, minus hints', () => {
    const results = withHint(attempt(noResults('ana'), { one: 'pass', two: 'pass' }), LESSON, 1, AT);
    expect(studentScore(results, [LESSON])).toMatchObject({ total: 2, possible: 3, hints: 1 });
  });

  test('has half for an answer after a wrong one, and all for what is looked at', () => {
    const results = attempt(attempt(noResults('ana'), { one: 'fail', two: 'fail' }), { one: 'pass', two: 'pass' });
    expect(lessonScore(results, LESSON)).toMatchObject({ points: 2, passed: 2 });
  });

  test('keeps what passed once, and is never below zero', () => {
    const passed = attempt(attempt(noResults('ana'), { two: 'pass' }), { two: 'fail' });
    expect(lessonScore(passed, LESSON).points).toBe(1);
    expect(studentScore(withHint(noResults('ana'), LESSON, 1, AT), [LESSON]).total).toBe(0);
  });

  test('says whether a lesson is new, begun or done', () => {
    const fresh = noResults('ana');
    expect(
      [
        fresh,
        withBegun(fresh, 1, AT),
        attempt(fresh, { one: 'pass' }),
        attempt(fresh, { one: 'pass', two: 'pass' }),
      ].map((one) => progressOf(one, LESSON)),
    ).toEqual(['new', 'begun', 'begun', 'done']);
  });

  test('of a class is in order, with what was failed most; other lessons do not count', () => {
    const ana = attempt(noResults('ana'), { one: 'pass', two: 'fail' });
    const bob = attempt(attempt(noResults('bob'), { one: 'fail', two: 'fail', three: 'pass' }), {
      one: 'pass',
      two: 'open',
    });
    const { students, failed } = classScore([bob, ana, noResults('cem')], [LESSON]);
    expect(students.map(({ student, total }) => [student, total])).toEqual([
      ['ana', 2],
      ['bob', 1],
      ['cem', 0],
    ]);
    expect(failed).toEqual([
      { lesson: 1, check: 'two', failed: 2, mended: 0, tried: 2 },
      { lesson: 1, check: 'one', failed: 1, mended: 1, tried: 2 },
    ]);
  });
});

describe('a plan', () => {
  const lesson = (number: number, core: boolean, percent: number, minutes = 30): Lesson => ({
    ...LESSON,
    number,
    core,
    minutes,
    cost: [{ slo: 'availability', objective: '99%', clock: 'class', percent }],
  });

  test('sums minutes and costs of its lessons', () => {
    const all = [lesson(1, true, 30), lesson(2, false, 20), lesson(3, true, 10)];
    expect(planOf(60, all)).toMatchObject({ minutes: 60, costs: [{ percent: 40 }], problems: [] });
    expect(planOf(90, all)).toMatchObject({ minutes: 90, costs: [{ percent: 60 }], problems: [] });
  });

  test('fails when it is too long, or spends 80 % of a budget', () => {
    expect(planOf(60, [lesson(1, true, 40), lesson(2, true, 40, 31)]).problems).toEqual([
      'the lessons take 61 minutes; allowed: 60; shorten one, or take it out of the plan',
      'the lessons spend 80 % of the budget of availability at 99% on the clock class; allowed: below 80 %',
    ]);
  });
});
