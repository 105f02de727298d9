/** A date and time as a clock on the wall shows it, without a zone. Months are 1 to 12. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Whether IANA knows the time zone. */
export function isTimeZone(name: string): boolean {
  try {
    return formatter(name) !== undefined;
  } catch {
    return false;
  }
}

/** Reads `yyyy-mm-ddThh:mm:ss`; undefined for a date or time that no calendar has. */
export function wallTimeOf(text: string): WallTime | undefined {
  const moment = Date.parse(`${text}Z`);
  return new Date(moment || 0).toISOString() === `${text}.000Z` ? wallTimeAt('UTC', moment) : undefined;
}

/** What the clocks of a zone show at a moment (milliseconds since the epoch). */
export function wallTimeAt(zone: string, at: number): WallTime {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return { year, month, day, hour, minute, second };
}

/** The first moment at which the clocks of a zone show this; undefined when they skip it, as in spring. */
export function momentOf(zone: string, wall: WallTime): number | undefined {
  const asUtc = utcOf(wall);
  // No zone is further from UTC than a day, and none changes its offset twice within two.
  const candidates = [-DAY, DAY].map((away) => asUtc - offsetAt(zone, asUtc + away));
  return candidates.sort((a, b) => a - b).find((moment) => utcOf(wallTimeAt(zone, moment)) === asUtc);
}

/** The wall time as milliseconds since the epoch, as if it were UTC. */
export function utcOf({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const DAY = 86_400_000;

function offsetAt(zone: string, moment: number): number {
  return utcOf(wallTimeAt(zone, moment)) - Math.floor(moment / 1000) * 1000;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}
