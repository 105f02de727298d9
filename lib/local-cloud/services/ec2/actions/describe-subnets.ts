import { z } from 'zod';
import { action } from '../deps';
import { applyFilters, filters } from '../filters';
import { find } from '../state';
import { subnetOnWire } from '../wire';

export const describeSubnets = action({
  name: 'DescribeSubnets',
  input: z.strictObject({ SubnetId: z.array(z.string()).optional(), Filter: filters }),
  run({ state }, input, context) {
    const chosen = input.SubnetId?.map((id) => find(state.subnets, id, 'InvalidSubnetID.NotFound', 'subnet ID')) ?? [
      ...state.subnets.values(),
    ];
    const matching = applyFilters(chosen, input.Filter, {
      'subnet-id': (subnet) => [subnet.id],
      'vpc-id': (subnet) => [subnet.vpcId],
      'availability-zone': (subnet) => [subnet.availabilityZone],
    });
    return { subnetSet: matching.map((subnet) => subnetOnWire(subnet, context)) };
  },
});
