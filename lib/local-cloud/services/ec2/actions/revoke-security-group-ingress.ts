import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';
import { ipPermissions, isSameRule, rulesOf } from '../ingress';
import { find } from '../state';

/** Forgets rules: all of them, or none when one is not there. */
export const revokeSecurityGroupIngress = action({
  name: 'RevokeSecurityGroupIngress',
  input: z.strictObject({ GroupId: z.string(), IpPermissions: ipPermissions }),
  run({ state }, input) {
    const group = find(state.securityGroups, input.GroupId, 'InvalidGroup.NotFound', 'security group');
    const revoked = rulesOf(input.IpPermissions);
    if (!revoked.every((rule) => group.ingress.some((other) => isSameRule(rule, other)))) {
      throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    }
    group.ingress = group.ingress.filter((rule) => !revoked.some((other) => isSameRule(rule, other)));
    return { return: true };
  },
});
