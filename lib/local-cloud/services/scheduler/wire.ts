import type { Schedule, ScheduleGroup } from './state';

/** GetSchedule's answer. */
export function describeSchedule(schedule: Schedule): Record<string, unknown> {
  const { startDate, endDate } = schedule;
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.groupName,
    Description: schedule.description,
    ScheduleExpression: schedule.text,
    ScheduleExpressionTimezone: schedule.zone,
    StartDate: startDate === undefined ? undefined : new Date(startDate),
    EndDate: endDate === undefined ? undefined : new Date(endDate),
    State: schedule.state,
    ActionAfterCompletion: schedule.actionAfterCompletion,
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: schedule.target,
    CreationDate: schedule.createdAt,
    LastModificationDate: schedule.modifiedAt,
  };
}

/** One line of ListSchedules. */
export function summary(schedule: Schedule): Record<string, unknown> {
  return {
    Arn: schedule.arn,
    Name: schedule.name,
    GroupName: schedule.groupName,
    State: schedule.state,
    CreationDate: schedule.createdAt,
    LastModificationDate: schedule.modifiedAt,
    Target: { Arn: schedule.target.Arn },
  };
}

/** GetScheduleGroup's answer. */
export function describeGroup({ arn, name, createdAt, modifiedAt }: ScheduleGroup): Record<string, unknown> {
  return { Arn: arn, Name: name, State: 'ACTIVE', CreationDate: createdAt, LastModificationDate: modifiedAt };
}
