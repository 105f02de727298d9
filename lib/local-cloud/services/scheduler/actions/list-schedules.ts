import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action, invalid } from '../deps';
import { name } from '../schema';
import { summary } from '../wire';

export const listSchedules = action({
  name: 'ListSchedules',
  route: {
    method: 'GET',
    path: '/schedules',
    query: {
      ScheduleGroup: 'GroupName',
      NamePrefix: 'NamePrefix',
      State: 'State',
      MaxResults: 'MaxResults',
      NextToken: 'NextToken',
    },
  },
  input: z.strictObject({
    GroupName: name.optional(),
    NamePrefix: name.optional(),
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    MaxResults: z.coerce.number().int().min(1).max(100).optional(),
    NextToken: z.string().optional(),
  }),
  run({ state }, { GroupName, NamePrefix = '', State, MaxResults, NextToken }) {
    if (GroupName !== undefined) state.group(GroupName);
    const wanted = state
      .all()
      .filter(
        (one) =>
          (GroupName === undefined || one.groupName === GroupName) &&
          one.name.startsWith(NamePrefix) &&
          (State === undefined || one.state === State),
      );
    const { page, next } = paginate(wanted, { token: NextToken, limit: MaxResults }, () =>
      invalid('Invalid NextToken.'),
    );
    return { Schedules: page.map(summary), NextToken: next };
  },
});
