import { z } from 'zod';
import { action } from '../deps';
import { find } from '../state';

export const deleteSubnet = action({
  name: 'DeleteSubnet',
  input: z.strictObject({ SubnetId: z.string() }),
  run({ state }, input) {
    find(state.subnets, input.SubnetId, 'InvalidSubnetID.NotFound', 'subnet ID');
    state.remove('subnets', input.SubnetId);
    return { return: true };
  },
});
