import { LabError } from '../../model/errors';
import { expiryOf, NEVER } from '../../model/expiry';

/** What was said of the end; at most one of them. */
export interface WhenOptions {
  /** Milliseconds from now. */
  readonly for?: number;
  /** A time of day here, or a date and time. */
  readonly until?: string;
  readonly when?: string;
}

const DEFAULT_MS = 2 * 3_600_000;
/** Sooner, CloudFormation would set a schedule whose time is over. */
const SOONEST_MS = 5 * 60_000;
const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000, m: 60_000 };

/** The end that was asked for, as the parameter `ExpiresAt` has it. */
export function endFrom(options: WhenOptions, now: Date): string {
  const said = [options.for, options.until, options.when].filter((one) => one !== undefined);
  if (said.length > 1) throw invalid('say one of --for, --until and never');
  if (options.when !== undefined) {
    if (options.when === NEVER) return NEVER;
    throw invalid(`"${options.when}" is no end of a lab; allowed: never, --for <duration>, --until <time>`);
  }
  const end =
    options.until === undefined ? new Date(now.getTime() + (options.for ?? DEFAULT_MS)) : timeFrom(options.until, now);
  if (end.getTime() < now.getTime() + SOONEST_MS) {
    throw invalid(`${expiryOf(end)} is less than five minutes from now; to end the lab at once, take it down`);
  }
  return expiryOf(end);
}

/** Reads `2h`, `90m`, `1h30m` or `1d` as milliseconds. */
export function durationOption(flag: string): (text: string) => number {
  return (text) => {
    const parts = /^(?:\d{1,3}[dhm])+$/.test(text) ? text.match(/\d+[dhm]/g) : null;
    const total = parts?.reduce((sum, part) => sum + Number(part.slice(0, -1)) * UNITS[part.slice(-1)]!, 0) ?? 0;
    if (total > 0) return total;
    throw invalid(`${flag} is "${text}"; allowed: a duration such as 2h, 90m, 1h30m or 1d`);
  };
}

function timeFrom(text: string, now: Date): Date {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  if (hours !== undefined && Number(hours) < 24 && Number(minutes) < 60) {
    const time = new Date(now);
    time.setHours(Number(hours), Number(minutes), 0, 0);
    // A time of day that is over is tomorrow's.
    if (time <= now) time.setDate(time.getDate() + 1);
    return time;
  }
  const isDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/.test(text);
  const time = new Date(isDate ? text : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw invalid(
    `--until is "${text}"; allowed: a time of day here, such as 18:00, or a date and time, such as 2026-11-21T18:00 or 2026-11-21T17:00Z`,
  );
}

function invalid(message: string): LabError {
  return new LabError('InvalidArgument', message);
}
