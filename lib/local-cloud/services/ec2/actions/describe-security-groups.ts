import { z } from 'zod';
import { action } from '../deps';
import { applyFilters, filters } from '../filters';
import { find } from '../state';
import { securityGroupOnWire } from '../wire';

export const describeSecurityGroups = action({
  name: 'DescribeSecurityGroups',
  input: z.strictObject({ GroupId: z.array(z.string()).optional(), Filter: filters }),
  run({ state }, input, context) {
    const chosen = input.GroupId?.map((id) =>
      find(state.securityGroups, id, 'InvalidGroup.NotFound', 'security group'),
    ) ?? [...state.securityGroups.values()];
    const matching = applyFilters(chosen, input.Filter, {
      'group-id': (group) => [group.id],
      'group-name': (group) => [group.name],
      'vpc-id': (group) => [group.vpcId],
    });
    return { securityGroupInfo: matching.map((group) => securityGroupOnWire(group, context)) };
  },
});
