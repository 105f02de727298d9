import { z } from 'zod';
import { action } from '../deps';
import { findTaggable } from '../find';

/** UntagResource: takes the tags with these keys away. */
export const untagResource = action({
  name: 'UntagResource',
  input: z.strictObject({ ResourceARN: z.string(), TagKeys: z.array(z.string()) }),
  run({ state }, { ResourceARN, TagKeys }) {
    const resource = findTaggable(state, ResourceARN);
    resource.tags = resource.tags.filter(({ Key }) => !TagKeys.includes(Key ?? ''));
    return {};
  },
});
