import type { Kind } from './definitions';
import { parseSeconds, parseShorthand } from './duration';
import { refuse, type ValueType } from './place';
import { number, text } from './value-types';

/** A DNS label (RFC 1123), which OpenSLO's names are. */
export const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export const objectName = text(
  'a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  (value) => NAME.test(value),
);

/** The name of an object of a kind, where one refers to it. */
export function nameOf(kind: Kind): ValueType<string> {
  return text(`the name of ${/^(?:A|SL)/.test(kind) ? 'an' : 'a'} ${kind}`, (value) => NAME.test(value));
}

export const description = text('text of at most 1,050 characters', (value) => value.length <= 1050);

export const displayName = text(
  'one line of at most 63 characters',
  (value) => value.trim() !== '' && value.length <= 63 && !value.includes('\n'),
);

/** A duration of OpenSLO, in seconds. */
export const shorthand = durationType(
  'a whole number above 0 and m, h, d, w, M, Q or Y, such as 30d; at most 10Y',
  parseShorthand,
);

/** A duration of one of the lab's annotations, in seconds. */
export const seconds = durationType('a whole number above 0 and s, m, h, d or w, such as 60s', parseSeconds);

/** A share above 0 and below 1. */
export const share = number(
  'above 0 and below 1, such as 0.99; in percent it is targetPercent',
  (value) => value > 0 && value < 1,
);

export const percent = number('above 0 and below 100, such as 99.9', (value) => value > 0 && value < 100);

/** 99.9 → 0.999, without the digits that binary fractions add. */
export function shareOf(percentage: number): number {
  return rounded(percentage / 100);
}

/** A number of at most 12 significant digits: arithmetic on shares leaves noise behind them. */
export function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

function durationType(allowed: string, parse: (text: string) => number | undefined): ValueType<number> {
  const word = text(allowed);
  return {
    allowed,
    read(place) {
      const value = word.read(place);
      return value === undefined ? undefined : (parse(value) ?? refuse(place, `allowed: ${allowed}`));
    },
  };
}
