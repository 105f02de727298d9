import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken } from '../errors';
import { page } from '../schemas/common';

/** ListTaskDefinitions: ARNs by family and revision, of one family when asked, ACTIVE ones unless asked otherwise. */
export const listTaskDefinitions = action({
  name: 'ListTaskDefinitions',
  input: z.strictObject({
    familyPrefix: z.string().optional(),
    status: z.enum(['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS']).optional(),
    sort: z.enum(['ASC', 'DESC']).optional(),
    ...page,
  }),
  run({ state }, { familyPrefix, status = 'ACTIVE', sort, nextToken: token, maxResults: limit }) {
    const families = [...state.families.keys()].filter((name) => familyPrefix === undefined || name === familyPrefix);
    const arns = families
      .sort()
      .flatMap((family) => state.families.get(family) ?? [])
      .flatMap((each) => (each?.definition.status === status ? [each.arn] : []));
    const { page: taskDefinitionArns, next: nextToken } = paginate(
      sort === 'DESC' ? arns.reverse() : arns,
      { token, limit },
      invalidToken,
    );
    return { taskDefinitionArns, nextToken };
  },
});
