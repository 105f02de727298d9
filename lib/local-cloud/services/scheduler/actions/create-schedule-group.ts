import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { name } from '../schema';

export const createScheduleGroup = action({
  name: 'CreateScheduleGroup',
  route: { method: 'POST', path: '/schedule-groups/{Name}' },
  input: z.strictObject({
    Name: name,
    ClientToken: z.string().optional(),
    Tags: z
      .array(z.strictObject({ Key: z.string(), Value: z.string() }))
      .max(200)
      .default([]),
  }),
  run({ state, clock }, { Name, Tags }, { account, region }) {
    if (state.groups.has(Name)) {
      throw new AwsError('ConflictException', `Schedule group ${Name} already exists.`, 409);
    }
    const now = new Date(clock.now());
    const arn = `arn:aws:scheduler:${region}:${account}:schedule-group/${Name}`;
    state.groups.set(Name, { arn, name: Name, tags: Tags, createdAt: now, modifiedAt: now });
    return { ScheduleGroupArn: arn };
  },
});
