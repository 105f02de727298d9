import { z } from 'zod';
import { action } from '../deps';
import { findTaggable } from '../find';

/** ListTagsForResource: of clusters, services, tasks and task definitions. */
export const listTagsForResource = action({
  name: 'ListTagsForResource',
  input: z.strictObject({ resourceArn: z.string() }),
  run: ({ state }, { resourceArn }) => ({ tags: findTaggable(state, resourceArn).tags }),
});
