import { z } from 'zod';
import { action } from '../deps';

export const describeLogGroups = action({
  name: 'DescribeLogGroups',
  input: z.strictObject({
    logGroupNamePrefix: z.string().optional(),
    limit: z.number().int().min(1).max(50).optional(),
  }),
  run: ({ state }, input, { account, region }) => ({
    logGroups: [...state.groups.values()]
      .filter((group) => group.name.startsWith(input.logGroupNamePrefix ?? ''))
      .slice(0, input.limit)
      .map((group) => {
        const arn = `arn:aws:logs:${region}:${account}:log-group:${group.name}`;
        return {
          logGroupName: group.name,
          creationTime: group.createdAt,
          retentionInDays: group.retentionInDays,
          metricFilterCount: 0,
          arn: `${arn}:*`,
          logGroupArn: arn,
          logGroupClass: 'STANDARD',
          storedBytes: 0,
        };
      }),
  }),
});
