import { z } from 'zod';
import { action } from '../deps';

/** The days that CloudWatch Logs accepts. */
const DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

export const putRetentionPolicy = action({
  name: 'PutRetentionPolicy',
  input: z.strictObject({
    logGroupName: z.string(),
    retentionInDays: z
      .number()
      .refine((days) => DAYS.some((allowed) => allowed === days), `must be one of ${DAYS.join(', ')}`),
  }),
  run({ state }, input) {
    state.get(input.logGroupName).retentionInDays = input.retentionInDays;
  },
});
