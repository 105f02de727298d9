import { refuse, type ValueType } from '../slo/input/place';
import { parseSeconds } from '../slo/input/duration';
import { scalarOf, text } from '../slo/input/value-types';

/** A duration in seconds: `90s`, `2m`. */
export const seconds: ValueType<number> = durationType('a whole number above 0 and s or m, such as 40s; at most 1h');

/** A moment of the run, in seconds from its beginning: `0s`, `15s`. */
export const moment: ValueType<number> = durationType('a whole number and s or m, such as 0s or 15s; at most 1h', true);

/** A share: `10%` is 0.1. */
export const share = percentType('above 0% and at most 100%, such as 10%', (value) => value > 0 && value <= 1);

/** A share of a budget that may be nothing, or more than all of it. */
export const budgetShare = percentType('0% or more, such as 8%', (value) => value >= 0 && value <= 100);

/** A share of a budget that may be overspent. */
export const floor = percentType('from -1000% to 100%, such as 40%', (value) => value >= -10 && value <= 1);

/** How strong a fault is: `10%`, `200ms`, `1s`, `10kB/s`, or a number. */
export const strength: ValueType<number> = {
  allowed: 'a share, a time, a rate or a number above 0, such as 10%, 200ms, 10kB/s or 0.5',
  read(place) {
    const written = String(scalarOf(place) ?? '');
    const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(%|ms|s|[kM]?B\/s)?$/.exec(written) ?? [];
    const value = Number(amount ?? Number.NaN) * ({ '%': 0.01, s: 1000, 'kB/s': 1000, 'MB/s': 1_000_000 }[unit] ?? 1);
    return value > 0 ? Number(value.toPrecision(12)) : refuse(place, `allowed: ${strength.allowed}`);
  },
};

const LONGEST = 3_600;

function durationType(allowed: string, withNothing = false): ValueType<number> {
  const word = text(allowed);
  return {
    allowed,
    read(place) {
      const written = word.read(place);
      if (written === undefined) return undefined;
      if (withNothing && written === '0s') return 0;
      const value = /^\d+[sm]$/.test(written) ? parseSeconds(written) : undefined;
      return value !== undefined && value <= LONGEST ? value : refuse(place, `allowed: ${allowed}`);
    },
  };
}

function percentType(allowed: string, test: (value: number) => boolean): ValueType<number> {
  return {
    allowed,
    read(place) {
      const [, amount] = /^(-?\d+(?:\.\d+)?)%$/.exec(String(scalarOf(place) ?? '')) ?? [];
      const value = Number((Number(amount ?? Number.NaN) / 100).toPrecision(12));
      return test(value) ? value : refuse(place, `allowed: ${allowed}`);
    },
  };
}
