import { parseSeconds, parseShorthand } from '../../../lib/slo/input/duration';

describe('durations', () => {
  it.each([
    ['1m', 60],
    ['12h', 43_200],
    ['30d', 2_592_000],
    ['4w', 2_419_200],
    ['1M', 2_592_000],
    ['1Q', 7_776_000],
    ['10Y', 315_360_000],
    ['3651d', undefined],
    ['11Y', undefined],
    ['0m', undefined],
    ['01m', undefined],
    ['-1m', undefined],
    ['1.5h', undefined],
    ['60s', undefined],
    ['1 m', undefined],
    ['m', undefined],
    ['1mm', undefined],
    ['999999999999999999999d', undefined],
    ['', undefined],
  ])('of OpenSLO: %s is %s seconds', (text, expected) => {
    expect(parseShorthand(text)).toBe(expected);
  });

  it.each([
    ['20s', 20],
    ['3m', 180],
    ['1w', 604_800],
    ['1M', undefined],
    ['20', undefined],
  ])('of annotations: %s is %s seconds', (text, expected) => {
    expect(parseSeconds(text)).toBe(expected);
  });
});
