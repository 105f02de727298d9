import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { page } from '../schemas/common';

/** ListTaskDefinitionFamilies: a family is ACTIVE while one of its revisions is. */
export const listTaskDefinitionFamilies = action({
  name: 'ListTaskDefinitionFamilies',
  input: z.strictObject({
    familyPrefix: z.string().optional(),
    status: z.enum(['ACTIVE', 'INACTIVE', 'ALL']).optional(),
    ...page,
  }),
  run({ state }, { familyPrefix = '', status = 'ALL', nextToken: token, maxResults: limit }) {
    const names = [...state.families].flatMap(([name, revisions]) => {
      const active = revisions.some((each) => each?.definition.status === 'ACTIVE');
      const asked = status === 'ALL' || (status === 'ACTIVE') === active;
      return asked && name.startsWith(familyPrefix) ? [name] : [];
    });
    const { page: families, next: nextToken } = paginate(names.sort(), { token, limit }, invalidToken);
    return { families, nextToken };
  },
});
