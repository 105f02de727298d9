import { evaluate, namesIn, parseExpression } from '../../lib/lessons/expression';

const VALUES = new Map([
  ['rate', 10],
  ['left', 0.25],
]);

function valueOf(text: string): number | string {
  const parsed = parseExpression(text);
  return 'fault' in parsed ? parsed.fault : evaluate(parsed, VALUES);
}

describe('an expression of a lesson', () => {
  test.each([
    ['36', 36],
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['8 / 4 / 2', 1],
    ['5 - 3 - 1', 1],
    ['-2 * -3', 6],
    ['100 * (1 - left)', 75],
    ['rate*60', 600],
    ['1e3', 1000],
  ])('%s is %d', (text, value) => {
    expect(valueOf(text)).toBe(value);
  });

  test.each([
    ['', 'it ends where a number or a name is expected'],
    ['1 +', 'it ends where a number or a name is expected'],
    ['(1', 'a ")" is missing'],
    ['1 2', '"2" is not expected there'],
    ['36 %', '"%" is neither a number, a name nor one of + - * / ( )'],
    ['('.repeat(60), 'it is nested too deeply'],
  ])('fails at "%s"', (text, fault) => {
    expect(valueOf(text)).toBe(fault);
  });

  test('has no value without that of its names', () => {
    expect(valueOf('2 * right')).toBeNaN();
  });

  test('tells its names, each once', () => {
    const parsed = parseExpression('left * rate / (1 - left)');
    expect('fault' in parsed ? [] : namesIn(parsed)).toEqual(['left', 'rate']);
  });
});
