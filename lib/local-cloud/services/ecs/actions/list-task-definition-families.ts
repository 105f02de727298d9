import { z } from 'zod';
import { action } from '../deps';
import { paginate } from '../paginate';
import { page } from '../schemas/common';

/** ListTaskDefinitionFamilies: a family is ACTIVE while one of its revisions is. */
export const listTaskDefinitionFamilies = action({
  name: 'ListTaskDefinitionFamilies',
  input: z.strictObject({
    familyPrefix: z.string().optional(),
    status: z.enum(['ACTIVE', 'INACTIVE', 'ALL']).optional(),
    ...page,
  }),
  run({ state }, { familyPrefix = '', status = 'ALL', ...paging }) {
    const names = [...state.families].flatMap(([name, revisions]) => {
      const active = revisions.some((each) => each?.definition.status === 'ACTIVE');
      const asked = status === 'ALL' || (status === 'ACTIVE') === active;
      return asked && name.startsWith(familyPrefix) ? [name] : [];
    });
    const { page: families, nextToken } = paginate(names.sort(), paging);
    return { families, nextToken };
  },
});
