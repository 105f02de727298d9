import { PLAIN } from '../../../lib/cli/format/style';
import { guide } from '../../../lib/cli/lessons/guide';
import type { CheckResult } from '../../../lib/lessons/grade/verdict';
import { noResults, stepOf, withStep, type Results } from '../../../lib/lessons/results';
import { lessonText, readLesson } from '../../lessons/_lesson';

const LESSON = readLesson(lessonText('  - { id: one, kind: number, equals: 1, readOn: docs/faults.md }\n'));
const PASSED: CheckResult = {
  id: 'one',
  kind: 'number',
  points: 1,
  question: 'How many?',
  readOn: 'docs/faults.md',
  status: 'pass',
  seen: '1',
  expected: '1',
  because: '',
};

/** A guide with somebody who types these lines. */
async function led(typed: readonly string[], before: Results = noResults('ana')) {
  let results = before;
  const said: string[] = [];
  const lines = [...typed];
  const end = await guide(LESSON, {
    say: (line) => said.push(line),
    prompt(question) {
      said.push(question);
      return Promise.resolve(lines.shift());
    },
    screen: { style: PLAIN, width: 80 },
    beside: () => Promise.resolve(['availability 99% on the class hour: 64 % of the budget left']),
    check: () => Promise.resolve([PASSED]),
    load: () => results,
    save: (next) => (results = next),
    now: () => new Date(0),
  });
  return { end, said: said.join('\n'), results };
}

describe('the guide through a lesson', () => {
  test('shows a step after the other beside the lab, and ends with the check', async () => {
    const { end, said } = await led(['', '']);
    expect(end).toEqual({ step: 2, steps: 2, checked: [PASSED] });
    expect(said).toContain(
      'Goal\nBe able.\n\nStep 1 of 2\nDo it.\n\n  availability 99% on the class hour: 64 % of the budget left\n',
    );
    expect(said).toContain('Step 2 of 2\nDo it again.');
    expect(said).toContain('✓ pass  one  1 point');
  });

  test('goes back, says what it does not know, and stops', async () => {
    const { end, said } = await led(['', 'b', 'x', 'q']);
    expect(end).toEqual({ step: 1, steps: 2, checked: undefined });
    expect(said).toContain('"x" is none of these: Enter, b, h, c, q');
  });

  test('goes on where it was left', async () => {
    const { said } = await led([], withStep(noResults('ana'), 1, 1));
    expect(said).toContain('You were at step 1 of 2; it goes on from there.');
    expect(said).not.toContain('Goal');
  });

  test('stops when nobody types any more, and remembers the step', async () => {
    const { end, results } = await led(['']);
    expect(end.checked).toBeUndefined();
    expect(stepOf(results, 1)).toBe(2);
  });

  test('gives hints one by one, and asks before one that costs', async () => {
    const { said, results } = await led(['h', 'h', 'n', 'h', 'y', 'h', 'q']);
    expect(results.hints.map(({ hint, points }) => [hint, points])).toEqual([
      [1, 0],
      [2, 2],
    ]);
    expect(said).toContain('Hint 1 (free)\nCount.');
    expect(said).toContain('The next hint costs 2 points. Take it? [y/N]');
    expect(said).toContain('Hint 2 (2 points, for one)\nIt is one.');
    expect(said).toContain('you have all hints of this lesson');
  });
});
