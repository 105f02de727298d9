import { z } from 'zod';
import { action } from '../deps';
import { find } from '../state';

export const deleteVpc = action({
  name: 'DeleteVpc',
  input: z.strictObject({ VpcId: z.string() }),
  run({ state }, input) {
    find(state.vpcs, input.VpcId, 'InvalidVpcID.NotFound', 'vpc ID');
    state.remove('vpcs', input.VpcId);
    return { return: true };
  },
});
