const UNITS = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, M: 2_592_000, Q: 7_776_000, Y: 31_536_000 } as const;

/** Ten years: longer than any period, and far from the numbers that a computer rounds. */
const LONGEST_SECONDS = 10 * UNITS.Y;

/**
 * OpenSLO v1's duration shorthand, in seconds: a positive whole number and m, h, d, w, M, Q or Y. As in the project's
 * own Go SDK, M is 30 days, Q 90 and Y 365. Undefined for anything else, and for more than 10 years.
 */
export function parseShorthand(text: string): number | undefined {
  return parseDuration(text, /^([1-9]\d{0,8})([mhdwMQY])$/);
}

/** What annotations of the lab allow: seconds too, and no unit of varying length. */
export function parseSeconds(text: string): number | undefined {
  return parseDuration(text, /^([1-9]\d{0,8})([smhdw])$/);
}

function parseDuration(text: string, pattern: RegExp): number | undefined {
  const [, count, unit] = pattern.exec(text) ?? [];
  if (count === undefined || !isUnit(unit)) return undefined;
  const seconds = Number(count) * UNITS[unit];
  return seconds <= LONGEST_SECONDS ? seconds : undefined;
}

function isUnit(unit: string | undefined): unit is keyof typeof UNITS {
  return unit !== undefined && Object.hasOwn(UNITS, unit);
}
