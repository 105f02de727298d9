import { z } from 'zod';
import { action } from '../deps';
import { name } from '../schema';
import { describeGroup } from '../wire';

export const getScheduleGroup = action({
  name: 'GetScheduleGroup',
  route: { method: 'GET', path: '/schedule-groups/{Name}' },
  input: z.strictObject({ Name: name }),
  run: ({ state }, { Name }) => describeGroup(state.group(Name)),
});
