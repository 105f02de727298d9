import { z } from 'zod';
import { action } from '../deps';
import { secretOnWire } from '../wire';

export const describeSecret = action({
  name: 'DescribeSecret',
  input: z.strictObject({ SecretId: z.string() }),
  run: ({ state }, input) => secretOnWire(state.get(input.SecretId)),
});
