import { z } from 'zod';
import { action } from '../deps';
import { applyFilters, filters } from '../filters';
import { find } from '../state';
import { vpcOnWire } from '../wire';

export const describeVpcs = action({
  name: 'DescribeVpcs',
  input: z.strictObject({ VpcId: z.array(z.string()).optional(), Filter: filters }),
  run({ state }, input, context) {
    const chosen = input.VpcId?.map((id) => find(state.vpcs, id, 'InvalidVpcID.NotFound', 'vpc ID')) ?? [
      ...state.vpcs.values(),
    ];
    return {
      vpcSet: applyFilters(chosen, input.Filter, { 'vpc-id': (vpc) => [vpc.id], cidr: (vpc) => [vpc.cidrBlock] }).map(
        (vpc) => vpcOnWire(vpc, context),
      ),
    };
  },
});
