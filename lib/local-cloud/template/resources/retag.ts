import type { Tags } from './common';
import type { ResourceContext } from './resource-type';

export interface RetagOptions {
  readonly previous: Tags;
  readonly tags: Tags;
  /** Calls TagResource with these. */
  readonly put: (tags: { Key: string; Value: string }[]) => Promise<unknown>;
  /** Calls UntagResource with these keys. */
  readonly remove: (keys: string[]) => Promise<unknown>;
}

/** Gives a resource that stays its new tags. The stack's own, which it has had since it was made, are not touched. */
export async function retag(
  { previous = [], tags = [], put, remove }: RetagOptions,
  { stackTags }: Pick<ResourceContext, 'stackTags'>,
): Promise<void> {
  const kept = new Set([...tags, ...stackTags].map(({ Key }) => Key));
  const gone = previous.map(({ Key }) => Key).filter((key) => !kept.has(key));
  const changed = tags.filter(({ Key, Value }) => !previous.some((tag) => tag.Key === Key && tag.Value === Value));
  if (changed.length > 0) await put([...changed]);
  if (gone.length > 0) await remove(gone);
}

/** `retag` for a resource of ECS. */
export async function retagInEcs(
  resourceArn: string,
  { previous, tags }: Pick<RetagOptions, 'previous' | 'tags'>,
  context: ResourceContext,
): Promise<void> {
  await retag(
    {
      previous,
      tags,
      put: (changed) =>
        context.invoke('ecs', 'TagResource', {
          resourceArn,
          tags: changed.map(({ Key: key, Value: value }) => ({ key, value })),
        }),
      remove: (tagKeys) => context.invoke('ecs', 'UntagResource', { resourceArn, tagKeys }),
    },
    context,
  );
}

/** `retag` for a resource of Cloud Map. */
export async function retagInCloudMap(
  ResourceARN: string,
  { previous, tags }: Pick<RetagOptions, 'previous' | 'tags'>,
  context: ResourceContext,
): Promise<void> {
  await retag(
    {
      previous,
      tags,
      put: (Tags) => context.invoke('servicediscovery', 'TagResource', { ResourceARN, Tags }),
      remove: (TagKeys) => context.invoke('servicediscovery', 'UntagResource', { ResourceARN, TagKeys }),
    },
    context,
  );
}
