import { z } from 'zod';
import { action } from '../deps';
import { findTaggable } from '../find';
import { tags } from '../schemas/common';

/** TagResource: adds tags or gives those that are there new values. */
export const tagResource = action({
  name: 'TagResource',
  input: z.strictObject({ resourceArn: z.string(), tags }),
  run({ state }, { resourceArn, tags: given }) {
    const resource = findTaggable(state, resourceArn);
    const keys = new Set(given.map(({ key }) => key));
    resource.tags = [...resource.tags.filter(({ key }) => !keys.has(key ?? '')), ...given];
    return {};
  },
});
