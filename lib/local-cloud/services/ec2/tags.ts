import { z } from 'zod';

export type Tags = readonly { readonly Key: string; readonly Value: string }[];

/** `TagSpecification.1.ResourceType=vpc&TagSpecification.1.Tag.1.Key=…` */
export const tagSpecification = z
  .array(
    z.strictObject({
      ResourceType: z.string(),
      Tag: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).default([]),
    }),
  )
  .default([]);

/** The tags that a request gives to what it makes. */
export function tagsIn(specifications: z.output<typeof tagSpecification>): Tags {
  return specifications.flatMap(({ Tag: tags }) => tags);
}

/** Tags as the describe actions answer them. */
export function tagSet(tags: Tags) {
  return tags.map(({ Key: key, Value: value }) => ({ key, value }));
}
