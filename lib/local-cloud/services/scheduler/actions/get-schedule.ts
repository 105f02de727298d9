import { z } from 'zod';
import { action } from '../deps';
import { name } from '../schema';
import { describeSchedule } from '../wire';

export const getSchedule = action({
  name: 'GetSchedule',
  route: { method: 'GET', path: '/schedules/{Name}', query: { groupName: 'GroupName' } },
  input: z.strictObject({ Name: name, GroupName: name.default('default') }),
  run: ({ state }, { GroupName, Name }) => describeSchedule(state.schedule(GroupName, Name)),
});
