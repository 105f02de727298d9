import { z } from 'zod';
import { resourceId } from '../../kernel/ids';
import { generatedName, ignoreNotFound, number, tags } from './common';
import { inertType, resourceType } from './resource-type';

const rule = {
  IpProtocol: z.union([z.string(), z.number().transform(String)]),
  FromPort: number.optional(),
  ToPort: number.optional(),
  CidrIp: z.string().optional(),
  CidrIpv6: z.string().optional(),
  Description: z.string().optional(),
};

const ingress = { ...rule, SourceSecurityGroupId: z.string().optional() };
const egress = { ...rule, DestinationSecurityGroupId: z.string().optional() };

/** Rules are recorded, not enforced: the tasks of a laptop share one machine. */
export const securityGroup = resourceType({
  type: 'AWS::EC2::SecurityGroup',
  properties: z.strictObject({
    GroupDescription: z.string(),
    GroupName: z.string().optional(),
    SecurityGroupEgress: z.array(z.strictObject(egress)).optional(),
    SecurityGroupIngress: z.array(z.strictObject(ingress)).optional(),
    Tags: tags,
    VpcId: z.string(),
  }),
  replaceOn: ['GroupDescription', 'GroupName', 'VpcId'],
  async create(properties, context) {
    const { groupId } = await context.invoke<{ groupId: string }>('ec2', 'CreateSecurityGroup', {
      GroupName: properties.GroupName ?? generatedName(context, 255),
      GroupDescription: properties.GroupDescription,
      VpcId: properties.VpcId,
    });
    return { physicalId: groupId, attributes: { GroupId: groupId, Id: groupId, VpcId: properties.VpcId } };
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('ec2', 'DeleteSecurityGroup', { GroupId: physicalId })),
});

export const securityGroupIngress = inertType({
  type: 'AWS::EC2::SecurityGroupIngress',
  properties: z.strictObject({ ...ingress, GroupId: z.string() }),
  replaceOn: 'all',
  physicalId: () => resourceId('sgr'),
  attributes: (Id) => ({ Id }),
});

export const securityGroupEgress = inertType({
  type: 'AWS::EC2::SecurityGroupEgress',
  properties: z.strictObject({ ...egress, GroupId: z.string() }),
  replaceOn: 'all',
  physicalId: () => resourceId('sgr'),
  attributes: (Id) => ({ Id }),
});
