import { z } from 'zod';
import { queryBoolean } from '../../../kernel/query-input';
import { action } from '../deps';
import { tagsIn, tagSpecification } from '../tags';
import { subnetOnWire } from '../wire';

export const createSubnet = action({
  name: 'CreateSubnet',
  input: z.strictObject({
    VpcId: z.string(),
    CidrBlock: z.string(),
    AvailabilityZone: z.string().optional(),
    // ModifySubnetAttribute on AWS; CloudFormation sets it here in one call.
    MapPublicIpOnLaunch: queryBoolean.default(false),
    TagSpecification: tagSpecification,
  }),
  run: ({ state }, input, context) => ({
    subnet: subnetOnWire(
      state.createSubnet({
        vpcId: input.VpcId,
        cidrBlock: input.CidrBlock,
        availabilityZone: input.AvailabilityZone ?? `${context.region}a`,
        mapPublicIpOnLaunch: input.MapPublicIpOnLaunch,
        tags: tagsIn(input.TagSpecification),
      }),
      context,
    ),
  }),
});
