import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { evaluate } from '../../lib/lessons/expression';
import { gradeChoice } from '../../lib/lessons/grade/choice';
import { liveNumbers } from '../../lib/lessons/grade/live';
import { gradeNumber, isWithin, numbersNeeded } from '../../lib/lessons/grade/number';
import { readLessons, type Lesson } from '../../lib/lessons/index';
import type { ChoiceCheck, NumberCheck } from '../../lib/lessons/model';
import { known, lessonFiles, ROOT } from './_known';

interface Key {
  readonly given?: Readonly<Record<string, number>>;
  readonly answers: Readonly<Record<string, string | number>>;
}

/** What the instructor has: lesson → answers. */
const KEY = parse(readFileSync(join(ROOT, 'docs/lessons/answers.yaml'), 'utf8')) as Readonly<Record<string, Key>>;
const { lessons } = readLessons(lessonFiles(), known());

/** What the names of a check stand for, live ones as the key gives them. */
function numbersOf({ numbers, number }: Lesson, check: NumberCheck) {
  const live = new Map(
    [...numbers].flatMap(([name, one]) => (one.kind === 'live' ? [[one.query, name] as const] : [])),
  );
  return liveNumbers(numbers, numbersNeeded(check), (query) => {
    const value = KEY[number]?.given?.[live.get(query) ?? ''];
    return Promise.resolve(value === undefined ? [] : [{ labels: {}, value }]);
  });
}

const each = lessons.map((lesson) => [`${lesson.number} ${lesson.id}`, lesson] as const);

describe.each(each)('lesson %s', (_, lesson) => {
  const { answers } = KEY[lesson.number] ?? { answers: {} };
  const numbers = lesson.checks.filter((check): check is NumberCheck => check.kind === 'number');
  const choices = lesson.checks.filter((check): check is ChoiceCheck => check.kind === 'choice');

  test('passes with the answers of the key, which has no others', async () => {
    const open = [...numbers, ...choices].map(({ id }) => id).filter((id) => answers[id] === undefined);
    expect(open).toEqual([]);
    const ids = new Set(lesson.checks.map(({ id }) => id));
    expect(Object.keys(answers).filter((id) => !ids.has(id))).toEqual([]);
    for (const check of numbers) {
      const verdict = gradeNumber(check, String(answers[check.id]), await numbersOf(lesson, check));
      expect([check.id, verdict.status, verdict.because]).toEqual([check.id, 'pass', '']);
    }
    for (const check of choices) {
      expect([check.id, gradeChoice(check, String(answers[check.id])).status]).toEqual([check.id, 'pass']);
    }
  });

  test('fails at each of its mistakes, with the explanation of that one', async () => {
    for (const check of numbers) {
      const live = await numbersOf(lesson, check);
      const right = evaluate(check.equals, live.values);
      for (const { equals, because } of check.mistakes) {
        const wrong = evaluate(equals, live.values);
        // A mistake that leads to the right number, or to that of another mistake, would be explained wrongly.
        expect([check.id, because, isWithin(wrong, right, check.within)]).toEqual([check.id, because, false]);
        const verdict = gradeNumber(check, String(wrong), live);
        expect([check.id, verdict.status, verdict.because]).toEqual([check.id, 'fail', because]);
      }
    }
    for (const check of choices) {
      for (const [letter, because] of check.because) {
        expect(gradeChoice(check, letter)).toMatchObject({ status: 'fail', because });
      }
    }
  });
});

test('the key is of lessons that there are', () => {
  expect(Object.keys(KEY)).toEqual(lessons.map(({ number }) => String(number)));
});
