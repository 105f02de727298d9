import { z } from 'zod';

/** Of schedules and groups alike. */
export const name = z.string().regex(/^[0-9a-zA-Z-_.]{1,64}$/, 'must be 1 to 64 letters, digits, and - _ .');

/** Seconds since the epoch on the wire. */
const timestamp = z.number().transform((seconds) => seconds * 1000);

/** What CreateSchedule and UpdateSchedule have in common. */
export const scheduleInput = z.strictObject({
  Name: name,
  GroupName: name.default('default'),
  ClientToken: z.string().optional(),
  Description: z.string().max(512).optional(),
  ScheduleExpression: z.string().max(256),
  ScheduleExpressionTimezone: z.string().max(50).default('UTC'),
  StartDate: timestamp.optional(),
  EndDate: timestamp.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  FlexibleTimeWindow: z.strictObject({
    Mode: z.literal('OFF', 'the local cloud invokes on time: FlexibleTimeWindow must be OFF'),
  }),
  Target: z.strictObject({
    Arn: z.string(),
    RoleArn: z.string(),
    Input: z.string().optional(),
    RetryPolicy: z
      .strictObject({
        MaximumEventAgeInSeconds: z.number().int().min(60).max(86_400).optional(),
        MaximumRetryAttempts: z.number().int().min(0).max(185).optional(),
      })
      .optional(),
  }),
});

export type ScheduleInput = z.output<typeof scheduleInput>;
