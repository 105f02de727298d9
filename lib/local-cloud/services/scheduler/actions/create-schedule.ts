import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { newSchedule } from '../new-schedule';
import { scheduleInput } from '../schema';

export const createSchedule = action({
  name: 'CreateSchedule',
  route: { method: 'POST', path: '/schedules/{Name}' },
  input: scheduleInput,
  run(deps, input, context) {
    deps.state.group(input.GroupName);
    if (deps.state.find(input.GroupName, input.Name)) {
      throw new AwsError('ConflictException', `Schedule ${input.Name} already exists.`, 409);
    }
    const schedule = newSchedule(deps, input, context);
    deps.state.put(schedule);
    deps.dispatcher.arm(schedule);
    return { ScheduleArn: schedule.arn };
  },
});
