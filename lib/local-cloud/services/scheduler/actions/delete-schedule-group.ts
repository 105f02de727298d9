import { z } from 'zod';
import { action, invalid } from '../deps';
import { name } from '../schema';
import { DEFAULT_GROUP } from '../state';

/** DeleteScheduleGroup: its schedules go with it. */
export const deleteScheduleGroup = action({
  name: 'DeleteScheduleGroup',
  route: { method: 'DELETE', path: '/schedule-groups/{Name}', query: { clientToken: 'ClientToken' } },
  input: z.strictObject({ Name: name, ClientToken: z.string().optional() }),
  run({ state, dispatcher }, { Name }) {
    if (Name === DEFAULT_GROUP) throw invalid('Cannot delete the default schedule group.');
    state.group(Name);
    for (const schedule of state.all().filter(({ groupName }) => groupName === Name)) {
      dispatcher.disarm(schedule);
      state.remove(schedule);
    }
    state.groups.delete(Name);
    return {};
  },
});
