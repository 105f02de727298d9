import { z } from 'zod';
import { action } from '../deps';

export const deleteLogGroup = action({
  name: 'DeleteLogGroup',
  input: z.strictObject({ logGroupName: z.string() }),
  run({ state }, input) {
    state.groups.delete(state.get(input.logGroupName).name);
  },
});
