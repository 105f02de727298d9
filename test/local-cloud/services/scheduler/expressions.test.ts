import { nextMoment, parseExpression } from '../../../../lib/local-cloud/services/scheduler/expressions/expression';
import { isTimeZone } from '../../../../lib/local-cloud/services/scheduler/expressions/wall-time';

const at = (iso: string) => Date.parse(iso);

/** The next moments of an expression after a moment, as ISO texts. */
function next(text: string, zone: string, after: string, count = 1): (string | undefined)[] {
  const expression = parseExpression(text, zone)!;
  let last: number | undefined = at(after);
  return Array.from({ length: count }, () => {
    last = last === undefined ? undefined : nextMoment(expression, last);
    return last === undefined ? undefined : new Date(last).toISOString().replace('.000Z', 'Z');
  });
}

describe('the expression of a schedule', () => {
  it.each([
    ['at(2026-11-21T15:00:00)', 'UTC', '2026-11-21T11:00:00Z', '2026-11-21T15:00:00Z'],
    ['at(2026-11-21T15:00:00)', 'America/New_York', '2026-11-21T11:00:00Z', '2026-11-21T20:00:00Z'],
    ['at(2026-11-21T15:00:00)', 'UTC', '2026-11-21T15:00:00Z', undefined],
    ['cron(0 2 * * ? *)', 'UTC', '2026-11-21T02:00:00Z', '2026-11-22T02:00:00Z'],
    ['cron(0 2 * * ? *)', 'Asia/Tokyo', '2026-11-21T16:59:59Z', '2026-11-21T17:00:00Z'],
    ['cron(30 18 ? * MON-FRI *)', 'UTC', '2026-11-20T18:30:00Z', '2026-11-23T18:30:00Z'],
    ['cron(0/20 8-9 ? * 7 *)', 'UTC', '2026-11-21T08:20:00Z', '2026-11-21T08:40:00Z'],
    ['cron(0 0 29 FEB ? *)', 'UTC', '2026-11-21T00:00:00Z', '2028-02-29T00:00:00Z'],
    ['cron(0 0 1 1 ? 2025)', 'UTC', '2026-11-21T00:00:00Z', undefined],
  ])('%s in %s after %s is due at %s', (text, zone, after, due) => {
    expect(next(text, zone, after)).toEqual([due]);
  });

  it('keeps to the clocks on the wall: skipped in spring, once in autumn, the same hour in between', () => {
    expect(next('cron(30 2 * * ? *)', 'Europe/Berlin', '2027-03-26T12:00:00Z', 3)).toEqual([
      '2027-03-27T01:30:00Z',
      '2027-03-29T00:30:00Z',
      '2027-03-30T00:30:00Z',
    ]);
    expect(next('cron(30 2 * * ? *)', 'Europe/Berlin', '2027-10-30T12:00:00Z', 2)).toEqual([
      '2027-10-31T00:30:00Z',
      '2027-11-01T01:30:00Z',
    ]);
  });

  it.each([
    'at(2026-11-21)',
    'at(2026-13-21T15:00:00)',
    'at(2026-11-21T15:00:00Z)',
    'cron(0 2 * * *)',
    'cron(0 2 * * * *)',
    'cron(0 2 ? * ? *)',
    'cron(60 2 * * ? *)',
    'cron(0 2 L * ? *)',
    'cron(0 2 ? * 6#3 *)',
    'rate(5 minutes)',
    'tomorrow',
  ])('%s is refused', (text) => {
    expect(parseExpression(text, 'UTC')).toBeUndefined();
  });

  it('knows the time zones of IANA', () => {
    expect(['UTC', 'Europe/Berlin', 'Mars/Olympus'].map(isTimeZone)).toEqual([true, true, false]);
  });
});
