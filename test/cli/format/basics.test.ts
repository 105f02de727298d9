import { duration } from '../../../lib/cli/format/duration';
import { PLAIN, styleOf, wantsColour } from '../../../lib/cli/format/style';
import { table } from '../../../lib/cli/format/table';

describe('a duration', () => {
  it.each([
    [0, '0.0 s'],
    [940, '0.9 s'],
    [9_999, '10.0 s'],
    [12_345, '12 s'],
    [200_000, '3 m 20 s'],
    [7_500_000, '2 h 5 m'],
  ])('of %d ms reads %j', (milliseconds, text) => {
    expect(duration(milliseconds)).toBe(text);
  });
});

describe('a table', () => {
  it('aligns its columns and leaves no blanks at the end', () => {
    expect(
      table(
        [
          ['a', 'bbb', ''],
          ['aaaa', 'b', 'c'],
        ],
        '  ',
      ),
    ).toEqual(['  a     bbb', '  aaaa  b    c']);
  });

  it('does not count colours as width', () => {
    const { good } = styleOf(true);
    expect(
      table([
        [good('up'), 'x'],
        ['down', 'y'],
      ]),
    ).toEqual([`${good('up')}    x`, 'down  y']);
  });
});

describe('colours', () => {
  it('are for terminals', () => {
    expect(wantsColour({}, true)).toBe(true);
    expect(wantsColour({}, false)).toBe(false);
  });

  it('follow NO_COLOR, FORCE_COLOR and a dumb terminal', () => {
    expect(wantsColour({ NO_COLOR: '1', FORCE_COLOR: '1' }, true)).toBe(false);
    expect(wantsColour({ NO_COLOR: '' }, true)).toBe(true);
    expect(wantsColour({ FORCE_COLOR: '1' }, false)).toBe(true);
    expect(wantsColour({ FORCE_COLOR: '0' }, true)).toBe(false);
    expect(wantsColour({ TERM: 'dumb' }, true)).toBe(false);
  });

  it('leave the text alone when they are off', () => {
    expect(PLAIN.bad('text')).toBe('text');
  });
});
