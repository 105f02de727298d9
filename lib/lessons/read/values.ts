import { NAME } from '../../slo/input/common-types';
import { parseSeconds } from '../../slo/input/duration';
import { didYouMean } from '../../slo/input/nearest';
import { refuse, type Place, type ValueType } from '../../slo/input/place';
import { checkBalanced } from '../../slo/input/promql';
import { number, scalarOf, text } from '../../slo/input/value-types';
import { namesIn, parseExpression, type Expression } from '../expression';
import type { Tolerance } from '../model';

/** Texts of a lesson that are one sentence or a few. */
export const sentence = text('text of at most 600 characters', (value) => value.trim() !== '' && value.length <= 600);

export const line = text('one line of at most 80 characters', (value) => /^\S.{0,79}$/.test(value));

export const checkId = text(
  'a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
  (value) => NAME.test(value),
);

export const points = number(
  'a whole number from 1 to 10',
  (value) => Number.isInteger(value) && value >= 1 && value <= 10,
);

/** A file below the project's folder, never above it. */
export const projectFile = text(
  "the path of a file below the project's folder, such as my-slo.yaml",
  (value) => !/^[/~]|\.\.|[\\\0\n]/.test(value) && value.trim() !== '',
);

/** Where to read on: a path of the project with an optional anchor, or a URL. */
export const readOn = text(
  'a path of the project, such as docs/slo-format.md#an-slo, or an https URL',
  (value) => /^https:\/\/\S+$/.test(value) || (/^[\w][\w./-]*(?:#[\w-]+)?$/.test(value) && !value.includes('..')),
);

export const promql: ValueType<string> = {
  allowed: 'a PromQL expression',
  read(place) {
    const written = text('a PromQL expression').read(place);
    if (written === undefined) return undefined;
    const fault = checkBalanced(written.trim());
    return fault === undefined ? written.trim() : refuse(place, `no PromQL expression: ${fault}`);
  },
};

/** A duration, in seconds. */
export const duration: ValueType<number> = {
  allowed: 'a whole number above 0 and s, m or h, such as 2m',
  read(place) {
    const written = text(duration.allowed).read(place);
    return written === undefined ? undefined : (parseSeconds(written) ?? refuse(place, `allowed: ${duration.allowed}`));
  },
};

/** `0.5`, or `2%` of what is expected. */
export const tolerance: ValueType<Tolerance> = {
  allowed: 'a number from 0, or a share of what is expected such as 5%',
  read(place) {
    const value = scalarOf(place);
    if (typeof value === 'number' && value >= 0) return { kind: 'absolute', value };
    const share = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?%$/.exec(value)?.[1] : undefined;
    if (share !== undefined && Number(share) <= 100) return { kind: 'relative', value: Number(share) / 100 };
    return refuse(place, `allowed: ${tolerance.allowed}`);
  },
};

/** Arithmetic over the names of a lesson's `numbers`. */
export function expression(names: Iterable<string>): ValueType<Expression> {
  const known = [...names];
  const allowed = 'a number or arithmetic with + - * / ( ) and the names of numbers';
  return {
    allowed,
    read(place) {
      const value = scalarOf(place);
      if (typeof value === 'number' && Number.isFinite(value)) return constant(value);
      if (typeof value !== 'string') return refuse(place, `allowed: ${allowed}`);
      const parsed = parseExpression(value);
      if ('fault' in parsed) return refuse(place, `${parsed.fault}; allowed: ${allowed}`);
      const unknown = namesIn(parsed).find((name) => !known.includes(name));
      if (unknown === undefined) return parsed;
      const list = known.length === 0 ? 'this lesson has none' : known.join(', ');
      return refuse(place, `"${unknown}" is no name of numbers${didYouMean(unknown, known)}; there are: ${list}`);
    },
  };
}

/** A name that must exist. */
export function nameAmong(what: string, names: readonly string[]): ValueType<string> {
  const allowed = `the name of ${what}: ${names.length === 0 ? 'there is none' : names.join(', ')}`;
  return {
    allowed,
    read(place: Place) {
      const value = scalarOf(place);
      if (typeof value === 'string' && names.includes(value)) return value;
      return refuse(place, `allowed: ${allowed}${typeof value === 'string' ? didYouMean(value, names) : ''}`);
    },
  };
}

function constant(value: number): Expression {
  return value < 0
    ? { kind: 'operation', operator: '-', left: { kind: 'number', value: 0 }, right: { kind: 'number', value: -value } }
    : { kind: 'number', value };
}
