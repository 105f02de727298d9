import { z } from 'zod';
import { action } from '../deps';
import { tagsIn, tagSpecification } from '../tags';

export const createSecurityGroup = action({
  name: 'CreateSecurityGroup',
  input: z.strictObject({
    GroupName: z.string().min(1),
    GroupDescription: z.string().min(1),
    VpcId: z.string(),
    TagSpecification: tagSpecification,
  }),
  run({ state }, input) {
    const { id } = state.createSecurityGroup({
      vpcId: input.VpcId,
      name: input.GroupName,
      description: input.GroupDescription,
      tags: tagsIn(input.TagSpecification),
    });
    return { return: true, groupId: id };
  },
});
