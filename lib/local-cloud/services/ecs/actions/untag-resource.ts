import { z } from 'zod';
import { action } from '../deps';
import { findTaggable } from '../find';

/** UntagResource: takes the tags with these keys away. */
export const untagResource = action({
  name: 'UntagResource',
  input: z.strictObject({ resourceArn: z.string(), tagKeys: z.array(z.string()) }),
  run({ state }, { resourceArn, tagKeys }) {
    const resource = findTaggable(state, resourceArn);
    resource.tags = resource.tags.filter(({ key }) => !tagKeys.includes(key ?? ''));
    return {};
  },
});
