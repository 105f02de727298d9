/** A value that the data gives, or why it does not: nothing in a report is guessed. */
export type Known<T> = { readonly value: T } | { readonly value: null; readonly why: string };

export function known<T>(value: T): Known<T> {
  return { value };
}

/** @param why continues "unknown: …"; lowercase, no final period */
export function unknown(why: string): Known<never> {
  return { value: null, why };
}

export function isKnown<T>(one: Known<T>): one is { readonly value: T } {
  return one.value !== null;
}

/** The time between two moments; unknown as the first of them that is. */
export function between(from: Known<number>, to: Known<number>): Known<number> {
  if (!isKnown(from)) return from;
  if (!isKnown(to)) return to;
  return known(to.value - from.value);
}
