import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action, invalid } from '../deps';
import { name } from '../schema';
import { describeGroup } from '../wire';

export const listScheduleGroups = action({
  name: 'ListScheduleGroups',
  route: {
    method: 'GET',
    path: '/schedule-groups',
    query: { NamePrefix: 'NamePrefix', MaxResults: 'MaxResults', NextToken: 'NextToken' },
  },
  input: z.strictObject({
    NamePrefix: name.optional(),
    MaxResults: z.coerce.number().int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
  }),
  run({ state }, { NamePrefix = '', MaxResults, NextToken }) {
    const wanted = [...state.groups.values()].filter((group) => group.name.startsWith(NamePrefix));
    const { page, next } = paginate(wanted, { token: NextToken, limit: MaxResults }, () =>
      invalid('Invalid NextToken.'),
    );
    return { ScheduleGroups: page.map(describeGroup), NextToken: next };
  },
});
