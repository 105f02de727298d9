import { readHistory } from '../../../lib/model/context/history';

describe('-c history', () => {
  test.each([
    [undefined, true],
    ['on', true],
    ['off', false],
  ])('%s means a month before the first minute: %s', (value, wanted) => {
    expect(readHistory(value, { kind: 'classroom' })).toBe(wanted);
  });

  test('is off in production, unless it is asked for', () => {
    expect(readHistory(undefined, { kind: 'production' })).toBe(false);
    expect(readHistory('on', { kind: 'production' })).toBe(true);
  });

  test.each([false, 'no', ['off']])('fails with %j', (value) => {
    expect(() => readHistory(value, { kind: 'classroom' })).toThrow(
      `history is ${JSON.stringify(value)}; allowed: on, for a synthetic month before the first minute, or off (the default is on)`,
    );
  });
});
