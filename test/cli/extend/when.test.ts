import { durationOption, endFrom, type WhenOptions } from '../../../lib/cli/extend/when';

/** Noon here, whatever the zone of this machine. */
const NOON = new Date(2026, 10, 21, 12, 0, 0);
const here = (day: number, hour: number, minute = 0) =>
  `${new Date(2026, 10, day, hour, minute).toISOString().slice(0, 19)}Z`;

describe('the end of a lab', () => {
  it.each<[string, WhenOptions, string]>([
    ['nothing said: two hours', {}, here(21, 14)],
    ['a duration', { for: 90 * 60_000 }, here(21, 13, 30)],
    ['a time of day', { until: '18:00' }, here(21, 18)],
    ['a time of day that is over', { until: '9:30' }, here(22, 9, 30)],
    ['a date and time here', { until: '2026-11-22T08:00' }, here(22, 8)],
    ['a date and time with its zone', { until: '2026-12-01T08:00+01:00' }, '2026-12-01T07:00:00Z'],
    ['never', { when: 'never' }, 'never'],
  ])('%s', (_what, options, end) => {
    expect(endFrom(options, NOON)).toBe(end);
  });

  it.each<[WhenOptions, RegExp]>([
    [{ for: 60_000 }, /is less than five minutes from now; to end the lab at once, take it down$/],
    [{ until: '2026-11-21T08:00Z' }, /is less than five minutes from now/],
    [{ until: '25:00' }, /^--until is "25:00"; allowed: a time of day here, such as 18:00, or a date and time/],
    [{ until: 'tomorrow' }, /^--until is "tomorrow"/],
    [{ when: 'later' }, /^"later" is no end of a lab; allowed: never, --for <duration>, --until <time>$/],
    [{ when: 'never', for: 60_000 }, /^say one of --for, --until and never$/],
  ])('fails for %j', (options, sentence) => {
    expect(() => endFrom(options, new Date('2026-11-21T12:00:00Z'))).toThrow(sentence);
  });

  it('reads durations', () => {
    expect(['2h', '90m', '1h30m', '1d'].map(durationOption('--for'))).toEqual([
      7_200_000, 5_400_000, 5_400_000, 86_400_000,
    ]);
    for (const text of ['', '2', '0h', 'h', '2 h', '1.5h']) {
      expect(() => durationOption('--for')(text)).toThrow(
        `--for is "${text}"; allowed: a duration such as 2h, 90m, 1h30m or 1d`,
      );
    }
  });
});
