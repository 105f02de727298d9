import { z } from 'zod';
import { action } from '../deps';
import { findTaggable } from '../find';

/** ListTagsForResource: of namespaces and services. */
export const listTagsForResource = action({
  name: 'ListTagsForResource',
  input: z.strictObject({ ResourceARN: z.string() }),
  run: ({ state }, { ResourceARN }) => ({ Tags: findTaggable(state, ResourceARN).tags }),
});
