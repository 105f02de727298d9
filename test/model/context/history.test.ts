import { readHistory } from '../../../lib/model/context/history';

describe('-c history', () => {
  test.each([
    [undefined, true],
    ['on', true],
    ['off', false],
  ])('%s means a month before the first minute: %s', (value, wanted) => {
    expect(readHistory(value)).toBe(wanted);
  });

  test.each([false, 'no', ['off']])('fails with %j', (value) => {
    expect(() => readHistory(value)).toThrow(
      `history is ${JSON.stringify(value)}; allowed: on (the default), for a synthetic month before the first minute, or off`,
    );
  });
});
