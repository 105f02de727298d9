import { z } from 'zod';
import { action } from '../deps';

export const createLogGroup = action({
  name: 'CreateLogGroup',
  input: z.strictObject({
    logGroupName: z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/),
    logGroupClass: z.literal('STANDARD').optional(),
    tags: z.record(z.string(), z.string()).optional(),
  }),
  run({ state, clock }, input) {
    state.create(input.logGroupName, clock.now());
  },
});
