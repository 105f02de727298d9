import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { ipPermissions, isSameRule, rulesOf } from '../ingress';
import { find } from '../state';

/** Records rules: all of them, or none when one is there already. */
export const authorizeSecurityGroupIngress = action({
  name: 'AuthorizeSecurityGroupIngress',
  input: z.strictObject({ GroupId: z.string(), IpPermissions: ipPermissions }),
  run({ state }, input) {
    const group = find(state.securityGroups, input.GroupId, 'InvalidGroup.NotFound', 'security group');
    const added = rulesOf(input.IpPermissions);
    if (added.some((rule) => group.ingress.some((other) => isSameRule(rule, other)))) {
      throw new AwsError('InvalidPermission.Duplicate', 'the specified rule already exists');
    }
    group.ingress = [...group.ingress, ...added];
    return { return: true };
  },
});
