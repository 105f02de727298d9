import { z } from 'zod';
import { action } from '../deps';

export const deleteRetentionPolicy = action({
  name: 'DeleteRetentionPolicy',
  input: z.strictObject({ logGroupName: z.string() }),
  run({ state }, input) {
    state.get(input.logGroupName).retentionInDays = undefined;
  },
});
