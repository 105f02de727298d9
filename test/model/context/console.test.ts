import { readConsole } from '../../../lib/model/context/console';

describe('-c console', () => {
  it.each([
    [undefined, true],
    ['on', true],
    ['off', false],
    [false, false],
  ])('%j is %j', (value, console) => {
    expect(readConsole(value)).toBe(console);
  });

  it('fails for anything else', () => {
    expect(() => readConsole('maybe')).toThrow('console is "maybe"; allowed: on (the default), off');
  });
});
