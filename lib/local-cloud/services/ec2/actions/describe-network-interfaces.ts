import { z } from 'zod';
import { queryInteger } from '../../../kernel/query-input';
import { action } from '../deps';
import { applyFilters, filters } from '../filters';
import { find } from '../state';
import { interfaceOnWire } from '../wire';

export const describeNetworkInterfaces = action({
  name: 'DescribeNetworkInterfaces',
  input: z.strictObject({
    NetworkInterfaceId: z.array(z.string()).optional(),
    Filter: filters,
    MaxResults: queryInteger.optional(),
  }),
  run({ state }, input, context) {
    const chosen = input.NetworkInterfaceId?.map((id) =>
      find(state.interfaces, id, 'InvalidNetworkInterfaceID.NotFound', 'networkInterface ID'),
    ) ?? [...state.interfaces.values()];
    const matching = applyFilters(chosen, input.Filter, {
      'network-interface-id': (i) => [i.id],
      'subnet-id': (i) => [i.subnet.id],
      'vpc-id': (i) => [i.subnet.vpcId],
      'group-id': (i) => i.securityGroups.map((group) => group.id),
      'private-ip-address': (i) => [i.privateAddress],
      'association.public-ip': (i) => [i.publicAddress],
      description: (i) => [i.description],
      status: () => ['in-use'],
    });
    return { networkInterfaceSet: matching.map((i) => interfaceOnWire(i, context)) };
  },
});
