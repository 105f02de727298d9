import { z } from 'zod';
import { AwsError } from '../../kernel/aws-error';
import type { Tags } from './tags';

/** `Filter.1.Name=…&Filter.1.Value.1=…` */
export const filters = z
  .array(z.strictObject({ Name: z.string(), Value: z.array(z.string()).default([]) }))
  .default([]);

type ValuesOf<Item> = (item: Item) => readonly (string | undefined)[];

/** Items that match every filter; throws for a filter that is not known here. What has tags is also found by `tag:<key>`. */
export function applyFilters<Item extends object>(
  items: readonly Item[],
  given: z.output<typeof filters>,
  known: Readonly<Record<string, ValuesOf<Item>>>,
): Item[] {
  const valuesOf = (name: string): ValuesOf<Item> | undefined =>
    Object.hasOwn(known, name) ? known[name] : tagFilter(name);
  for (const { Name } of given) {
    if (!valuesOf(Name)) {
      throw new AwsError(
        'InvalidParameterValue',
        `The filter '${Name}' is invalid; the local cloud knows ${Object.keys(known).sort().join(', ')}`,
      );
    }
  }
  return items.filter((item) =>
    given.every(({ Name, Value }) =>
      valuesOf(Name)!(item).some((value) => value !== undefined && Value.includes(value)),
    ),
  );
}

function tagFilter(name: string): ValuesOf<object> | undefined {
  const key = /^tag:(.+)$/.exec(name)?.[1];
  if (key === undefined) return undefined;
  return (item) => tagsOf(item).flatMap((tag) => (tag.Key === key ? [tag.Value] : []));
}

function tagsOf(item: object & { readonly tags?: Tags }): Tags {
  return item.tags ?? [];
}
