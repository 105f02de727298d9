import { z } from 'zod';
import { AwsError } from '../../kernel/aws-error';

/** `Filter.1.Name=…&Filter.1.Value.1=…` */
export const filters = z
  .array(z.strictObject({ Name: z.string(), Value: z.array(z.string()).default([]) }))
  .default([]);

/** Items that match every filter; throws for a filter that is not known here. */
export function applyFilters<Item>(
  items: readonly Item[],
  given: z.output<typeof filters>,
  known: Readonly<Record<string, (item: Item) => readonly (string | undefined)[]>>,
): Item[] {
  for (const { Name } of given) {
    if (!Object.hasOwn(known, Name)) {
      throw new AwsError(
        'InvalidParameterValue',
        `The filter '${Name}' is invalid; the local cloud knows ${Object.keys(known).sort().join(', ')}`,
      );
    }
  }
  return items.filter((item) =>
    given.every(({ Name, Value }) => known[Name]!(item).some((value) => value !== undefined && Value.includes(value))),
  );
}
