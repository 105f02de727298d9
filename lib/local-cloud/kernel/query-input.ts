import { z } from 'zod';

/** Booleans and numbers arrive as text in the query protocols, as themselves when called inside the process. */
export const queryBoolean = z.union([
  z.boolean(),
  z.enum(['true', 'false', 'True', 'False']).transform((text) => text.toLowerCase() === 'true'),
]);

export const queryInteger = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);

/** A list; an empty one arrives as an empty string. */
export function queryList<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item), z.literal('').transform((): z.output<Item>[] => [])]);
}

/** `{ Key, Value }` pairs. */
export const queryTags = queryList(z.strictObject({ Key: z.string(), Value: z.string() }));
