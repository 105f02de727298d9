import { action } from '../deps';
import { newSchedule } from '../new-schedule';
import { scheduleInput } from '../schema';

/** UpdateSchedule: the request is the whole schedule; what it leaves out becomes the default, not what it was. */
export const updateSchedule = action({
  name: 'UpdateSchedule',
  route: { method: 'PUT', path: '/schedules/{Name}' },
  input: scheduleInput,
  run(deps, input, context) {
    const { createdAt } = deps.state.schedule(input.GroupName, input.Name);
    const schedule = newSchedule(deps, input, context, createdAt);
    deps.state.put(schedule);
    deps.dispatcher.arm(schedule);
    return { ScheduleArn: schedule.arn };
  },
});
