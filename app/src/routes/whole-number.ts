import * as z from 'zod';

/** A whole number in a path or a query, where everything is a text. */
export function wholeNumber({ min, max }: { readonly min: number; readonly max: number }) {
  return z
    .string()
    .regex(/^\d{1,10}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);
}
