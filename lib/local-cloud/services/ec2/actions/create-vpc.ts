import { z } from 'zod';
import { action } from '../deps';
import { tagsIn, tagSpecification } from '../tags';
import { vpcOnWire } from '../wire';

export const createVpc = action({
  name: 'CreateVpc',
  input: z.strictObject({
    CidrBlock: z.string(),
    InstanceTenancy: z.literal('default').optional(),
    TagSpecification: tagSpecification,
  }),
  run: ({ state }, input, context) => ({
    vpc: vpcOnWire(state.createVpc(input.CidrBlock, tagsIn(input.TagSpecification)), context),
  }),
});
