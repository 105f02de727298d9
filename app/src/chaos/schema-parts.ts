import * as z from 'zod';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** NaN and the infinities are no numbers here. */
export function number({ min, max }: Range) {
  const error = wrong(`a number from ${min} to ${max}`);
  return z.number({ error }).min(min, { error }).max(max, { error });
}

export function wholeNumber({ min, max }: Range) {
  const error = wrong(`a whole number from ${min} to ${max}`);
  return z.int({ error }).min(min, { error }).max(max, { error });
}

export function text(pattern: RegExp, allowed: string) {
  const error = wrong(allowed);
  return z.string({ error }).regex(pattern, { error });
}

export function oneOf<const T extends readonly (string | number)[]>(values: T) {
  return z.literal(values, { error: wrong(`one of ${values.join(', ')}`) });
}

/** An object that refuses what it does not know, by name. */
export function object<T extends z.core.$ZodLooseShape>(shape: T) {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `has no ${issue.keys.map((key) => shown(key)).join(', ')}: allowed are ${allowed}`
        : `must be an object, got ${shown(issue.input)}`,
  });
}

export function wrong(allowed: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? `is missing: it must be ${allowed}` : mustBe(allowed, input));
}

export function mustBe(allowed: string, value: unknown): string {
  return `must be ${allowed}, got ${shown(value)}`;
}

const MAX_SHOWN = 40;

/** A value in a message: short, and never a name that JSON has no word for (NaN, Infinity). */
export function shown(value: unknown): string {
  const whole = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value));
  return whole.length > MAX_SHOWN ? `${whole.slice(0, MAX_SHOWN)}…` : whole;
}
