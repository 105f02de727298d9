import { momentOf, utcOf, wallTimeAt } from './wall-time';

/** A cron expression's fields, each with the values that it allows. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly months: readonly number[];
  /** 1 is Sunday. */
  readonly daysOfWeek: readonly number[];
  readonly years: readonly number[];
}

/** The six fields of `cron(minutes hours day-of-month month day-of-week year)`; undefined when they make no sense. */
export function parseCron(text: string): Cron | undefined {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  // One of the two days must be open, and says so with a question mark.
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) return undefined;
  const [m, h, d, mo, w, y] = [
    valuesOf(minutes, 0, 59),
    valuesOf(hours, 0, 23),
    valuesOf(dayOfMonth === '?' ? '*' : dayOfMonth, 1, 31),
    valuesOf(month, 1, 12, MONTHS),
    valuesOf(dayOfWeek === '?' ? '*' : dayOfWeek, 1, 7, DAYS),
    valuesOf(year, 1970, 2199),
  ];
  if (!m || !h || !d || !mo || !w || !y) return undefined;
  return { minutes: m, hours: h, daysOfMonth: d, months: mo, daysOfWeek: w, years: y };
}

/** The first moment after `after` (milliseconds) that the expression names in a zone; undefined when there is none. */
export function nextOfCron(cron: Cron, zone: string, after: number): number | undefined {
  const today = { ...wallTimeAt(zone, after), hour: 0, minute: 0, second: 0 };
  for (let offset = 0; offset < LONGEST_SEARCH_DAYS; offset += 1) {
    const date = new Date(utcOf(today) + offset * 86_400_000);
    if (!isOn(cron, date)) continue;
    const day = { ...today, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
    const moments = cron.hours.flatMap((hour) =>
      cron.minutes.flatMap((minute) => momentOf(zone, { ...day, hour, minute }) ?? []),
    );
    const next = moments.filter((moment) => moment > after).sort((a, b) => a - b)[0];
    if (next !== undefined) return next;
  }
  return undefined;
}

/** The longest way from one 29 February to the next is eight years, over 2100. */
const LONGEST_SEARCH_DAYS = 8 * 366 + 1;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function isOn({ daysOfMonth, months, daysOfWeek, years }: Cron, date: Date): boolean {
  return (
    years.includes(date.getUTCFullYear()) &&
    months.includes(date.getUTCMonth() + 1) &&
    daysOfMonth.includes(date.getUTCDate()) &&
    daysOfWeek.includes(date.getUTCDay() + 1)
  );
}

/** A field's values: `*`, `5`, `1-5`, `MON-FRI`, `0/15`, and lists of these; undefined for anything else. */
function valuesOf(field: string, lowest: number, highest: number, names: readonly string[] = []): number[] | undefined {
  const values = field.split(',').map((item) => rangeOf(item, lowest, highest, names));
  return values.every((value) => value !== undefined) ? [...new Set(values.flat())].sort((a, b) => a - b) : undefined;
}

function rangeOf(item: string, lowest: number, highest: number, names: readonly string[]): number[] | undefined {
  const match = /^(?:(\*)|([A-Z]{3}|\d{1,4})(?:-([A-Z]{3}|\d{1,4}))?)(?:\/(\d{1,4}))?$/i.exec(item);
  if (!match) return undefined;
  const [, all, first, last, step] = match;
  const numberOf = (text: string) => {
    const index = names.indexOf(text.toUpperCase());
    return index >= 0 ? index + lowest : Number(text);
  };
  const from = all ? lowest : numberOf(first ?? '');
  const to = all || (step !== undefined && last === undefined) ? highest : numberOf(last ?? first ?? '');
  const by = Number(step ?? 1);
  if (!(from >= lowest && to <= highest && from <= to && by >= 1)) return undefined;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_none, index) => from + index * by);
}
