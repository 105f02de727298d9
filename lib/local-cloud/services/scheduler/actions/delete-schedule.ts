import { z } from 'zod';
import { action } from '../deps';
import { name } from '../schema';

export const deleteSchedule = action({
  name: 'DeleteSchedule',
  route: {
    method: 'DELETE',
    path: '/schedules/{Name}',
    query: { groupName: 'GroupName', clientToken: 'ClientToken' },
  },
  input: z.strictObject({ Name: name, GroupName: name.default('default'), ClientToken: z.string().optional() }),
  run({ state, dispatcher }, { GroupName, Name }) {
    const schedule = state.schedule(GroupName, Name);
    dispatcher.disarm(schedule);
    state.remove(schedule);
    return {};
  },
});
