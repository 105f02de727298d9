import { LabError } from '../../model/errors';
import type { CommandOption } from '../command';
import { positiveNumber } from '../options';

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const LONGEST_SECONDS = 30 * 86_400;

/** Events a second; the lab's own traffic is 10. */
export const rateOption: CommandOption = {
  flags: '--rate <events>',
  description: 'events a second',
  default: 10,
  parse: positiveNumber('--rate'),
};

/** A share of bad events, as a number from 0 to 1. */
export const errorsOption: CommandOption = {
  flags: '--errors <share>',
  description: 'the share of bad events, such as 5%',
  default: 0.1,
  parse: (text) => {
    const value = /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number.NaN;
    if (value > 0 && value <= 1) return value;
    throw new LabError('InvalidArgument', `--errors is "${text}"; allowed: above 0% and at most 100%, such as 5%`);
  },
};

/** A time, as seconds. */
export function durationOption(flags: string, description: string, fallback?: string): CommandOption {
  const flag = flags.split(' ')[0] ?? flags;
  const parse = (text: string) => parseDuration(flag, text);
  return { flags, description, parse, ...(fallback === undefined ? {} : { default: parse(fallback) }) };
}

/** Seconds of `90s`, `10m`, `2h`, `1d`. Throws an `InvalidArgument` LabError that names the flag. */
export function parseDuration(flag: string, text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const seconds = Number(amount) * (UNITS[unit] ?? Number.NaN);
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds;
  throw new LabError('InvalidArgument', `${flag} is "${text}"; allowed: up to 30d, such as 90s, 10m, 2h or 1d`);
}
