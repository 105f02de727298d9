import { z } from 'zod';
import { generatedName, ignoreNotFound, mergedTags, number, tags } from './common';
import { resourceType } from './resource-type';

const target = z.strictObject({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().optional(),
  RetryPolicy: z
    .strictObject({ MaximumEventAgeInSeconds: number.optional(), MaximumRetryAttempts: number.optional() })
    .optional(),
});

/** ISO 8601 in a template, seconds on the wire. */
const date = z.iso.datetime().transform((text) => Date.parse(text) / 1000);

export const schedule = resourceType({
  type: 'AWS::Scheduler::Schedule',
  properties: z.strictObject({
    Description: z.string().optional(),
    EndDate: date.optional(),
    FlexibleTimeWindow: z.strictObject({ Mode: z.string() }),
    GroupName: z.string().optional(),
    Name: z.string().optional(),
    ScheduleExpression: z.string(),
    ScheduleExpressionTimezone: z.string().optional(),
    StartDate: date.optional(),
    State: z.string().optional(),
    Target: target,
  }),
  replaceOn: ['GroupName', 'Name'],
  async create(properties, context) {
    const name = properties.Name ?? generatedName(context);
    const { ScheduleArn } = await context.invoke<{ ScheduleArn: string }>('scheduler', 'CreateSchedule', {
      ...properties,
      Name: name,
    });
    return { physicalId: name, attributes: { Arn: ScheduleArn } };
  },
  async update(live, properties, _previous, context) {
    await context.invoke('scheduler', 'UpdateSchedule', { ...properties, Name: live.physicalId });
    return live;
  },
  delete: ({ physicalId }, context, { GroupName }) =>
    ignoreNotFound(context.invoke('scheduler', 'DeleteSchedule', { Name: physicalId, GroupName })),
});

export const scheduleGroup = resourceType({
  type: 'AWS::Scheduler::ScheduleGroup',
  properties: z.strictObject({ Name: z.string().optional(), Tags: tags }),
  replaceOn: ['Name'],
  async create(properties, context) {
    const name = properties.Name ?? generatedName(context);
    const { ScheduleGroupArn } = await context.invoke<{ ScheduleGroupArn: string }>(
      'scheduler',
      'CreateScheduleGroup',
      {
        Name: name,
        Tags: mergedTags(properties.Tags, context),
      },
    );
    return { physicalId: name, attributes: { Arn: ScheduleGroupArn } };
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('scheduler', 'DeleteScheduleGroup', { Name: physicalId })),
});
