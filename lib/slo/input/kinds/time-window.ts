import type { Clock } from '../../model';
import { parseShorthand } from '../duration';
import { shorthand } from '../common-types';
import { fieldsOf, refuse, refuseKey, type Place } from '../place';
import { flag, mapOf, text } from '../value-types';

/** The real clock's period. */
export type TimeWindow = Pick<Clock, 'periodSeconds' | 'calendar'>;

const startTime = text('a date and time such as 2026-01-01 00:00:00, in quotes or without', isDateAndTime);
const timeZone = text('a name of the IANA time zone database, such as Europe/Berlin or UTC', isTimeZone);
const FIXED = 'w, d, h or m: months, quarters and years have no fixed length, and the rules count in seconds';

const calendar = mapOf((place) => {
  const fields = fieldsOf(place, ['startTime', 'timeZone']);
  const start = fields?.required('startTime', startTime);
  const zone = fields?.required('timeZone', timeZone);
  return start !== undefined && zone !== undefined ? { startTime: start, timeZone: zone } : undefined;
});

/** The one item of `timeWindow`. */
export function readTimeWindow(place: Place): TimeWindow | undefined {
  const fields = fieldsOf(place, ['duration', 'isRolling', 'calendar']);
  if (!fields) return undefined;
  const periodSeconds = fields.required('duration', shorthand);
  const isRolling = fields.optional('isRolling', flag);
  const [rollingAt, calendarAt, durationAt] = [fields.at('isRolling'), fields.at('calendar'), fields.at('duration')];
  if (!calendarAt) {
    const allowed = 'allowed: true for a rolling window; one that is aligned with the calendar has a calendar';
    if (!rollingAt) refuseKey(place, 'isRolling', 'nothing', allowed);
    else if (isRolling === false) refuse(rollingAt, allowed);
    return periodSeconds === undefined ? undefined : { periodSeconds, calendar: undefined };
  }
  if (isRolling === true) refuse(calendarAt, 'allowed: no calendar in a rolling window');
  const aligned = fields.required('calendar', calendar);
  const written = durationAt?.node.kind === 'scalar' ? String(durationAt.node.value) : '';
  if (durationAt && /[MQY]$/.test(written) && parseShorthand(written) !== undefined) {
    return refuse(durationAt, `allowed with a calendar: a whole number and ${FIXED}`);
  }
  return periodSeconds === undefined || !aligned ? undefined : { periodSeconds, calendar: aligned };
}

function isDateAndTime(value: string): boolean {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return false;
  const date = new Date(`${value.replace(' ', 'T')}Z`);
  // Date moves 2026-02-30 to March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value.replace(' ', 'T'));
}

function isTimeZone(value: string): boolean {
  if (!/^[A-Za-z][\w+/-]{1,60}$/.test(value)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en-US', { timeZone: value }));
  } catch {
    return false;
  }
}
