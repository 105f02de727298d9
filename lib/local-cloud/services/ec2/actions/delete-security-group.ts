import { z } from 'zod';
import { action } from '../deps';
import { find } from '../state';

export const deleteSecurityGroup = action({
  name: 'DeleteSecurityGroup',
  input: z.strictObject({ GroupId: z.string() }),
  run({ state }, input) {
    find(state.securityGroups, input.GroupId, 'InvalidGroup.NotFound', 'security group');
    state.remove('securityGroups', input.GroupId);
    return { return: true };
  },
});
