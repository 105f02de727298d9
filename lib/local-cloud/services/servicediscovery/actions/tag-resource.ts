import { z } from 'zod';
import { action } from '../deps';
import { findTaggable } from '../find';
import { tags } from '../schemas';

/** TagResource: adds tags or gives those that are there new values. */
export const tagResource = action({
  name: 'TagResource',
  input: z.strictObject({ ResourceARN: z.string(), Tags: tags }),
  run({ state }, { ResourceARN, Tags }) {
    const resource = findTaggable(state, ResourceARN);
    const keys = new Set(Tags.map(({ Key }) => Key));
    resource.tags = [...resource.tags.filter(({ Key }) => !keys.has(Key ?? '')), ...Tags];
    return {};
  },
});
