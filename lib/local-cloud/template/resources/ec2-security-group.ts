import { z } from 'zod';
import { resourceId } from '../../kernel/ids';
import { generatedName, ignoreNotFound, number, tags, tagSpecification } from './common';
import { inertType, resourceType, type ResourceContext } from './resource-type';

const RULE = {
  IpProtocol: z.union([z.string(), z.number().transform(String)]),
  FromPort: number.optional(),
  ToPort: number.optional(),
  CidrIp: z.string().optional(),
  CidrIpv6: z.string().optional(),
  Description: z.string().optional(),
};

const INGRESS = { ...RULE, SourceSecurityGroupId: z.string().optional() };
const EGRESS = { ...RULE, DestinationSecurityGroupId: z.string().optional() };

/** Rules are recorded, not enforced: the tasks of a laptop share one machine. */
export const securityGroup = resourceType({
  type: 'AWS::EC2::SecurityGroup',
  properties: z.strictObject({
    GroupDescription: z.string(),
    GroupName: z.string().optional(),
    SecurityGroupEgress: z.array(z.strictObject(EGRESS)).optional(),
    SecurityGroupIngress: z.array(z.strictObject(INGRESS)).optional(),
    Tags: tags,
    VpcId: z.string(),
  }),
  replaceOn: ['GroupDescription', 'GroupName', 'VpcId'],
  async create(properties, context) {
    const { groupId } = await context.invoke<{ groupId: string }>('ec2', 'CreateSecurityGroup', {
      GroupName: properties.GroupName ?? generatedName(context, 255),
      GroupDescription: properties.GroupDescription,
      VpcId: properties.VpcId,
      TagSpecification: tagSpecification('security-group', properties.Tags, context),
    });
    await authorizeInline(groupId, properties.SecurityGroupIngress ?? [], context);
    return { physicalId: groupId, attributes: { GroupId: groupId, Id: groupId, VpcId: properties.VpcId } };
  },
  /** Only what the template itself changes: rules that somebody added by hand stay, as on AWS. */
  async update(live, { SecurityGroupIngress: now = [] }, { SecurityGroupIngress: before = [] }, context) {
    await revoke(live.physicalId, without(before, now), context);
    await authorizeInline(live.physicalId, without(now, before), context);
    return live;
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(context.invoke('ec2', 'DeleteSecurityGroup', { GroupId: physicalId })),
});

const ingressSchema = z.strictObject(INGRESS);
type Ingress = z.output<typeof ingressSchema>;

function without(rules: readonly Ingress[], others: readonly Ingress[]): Ingress[] {
  const known = new Set(others.map((other) => JSON.stringify(permission(other))));
  return rules.filter((rule) => !known.has(JSON.stringify(permission(rule))));
}

/** Of rules inside a group, CloudFormation takes one that is there already for done; as a resource of its own it fails. */
async function authorizeInline(GroupId: string, rules: readonly Ingress[], context: ResourceContext): Promise<void> {
  for (const rule of rules) {
    try {
      await authorize(GroupId, rule, context);
    } catch (error) {
      if ((error as { code?: string }).code !== 'InvalidPermission.Duplicate') throw error;
    }
  }
}

async function authorize(GroupId: string, rule: Ingress, context: ResourceContext): Promise<void> {
  await context.invoke('ec2', 'AuthorizeSecurityGroupIngress', { GroupId, IpPermissions: [permission(rule)] });
}

async function revoke(GroupId: string, rules: readonly Ingress[], context: ResourceContext): Promise<void> {
  if (rules.length === 0) return;
  await ignoreNotFound(
    context.invoke('ec2', 'RevokeSecurityGroupIngress', { GroupId, IpPermissions: rules.map(permission) }),
  );
}

/** A rule of a template as EC2 takes it. */
function permission(rule: Ingress) {
  const { IpProtocol, FromPort, ToPort, CidrIp, CidrIpv6, SourceSecurityGroupId: GroupId, Description } = rule;
  return {
    IpProtocol,
    FromPort,
    ToPort,
    IpRanges: CidrIp === undefined ? [] : [{ CidrIp, Description }],
    Ipv6Ranges: CidrIpv6 === undefined ? [] : [{ CidrIpv6, Description }],
    Groups: GroupId === undefined ? [] : [{ GroupId, Description }],
  };
}

export const securityGroupIngress = resourceType({
  type: 'AWS::EC2::SecurityGroupIngress',
  properties: z.strictObject({ ...INGRESS, GroupId: z.string() }),
  replaceOn: 'all',
  async create({ GroupId, ...rule }, context) {
    await authorize(GroupId, rule, context);
    const id = resourceId('sgr');
    return { physicalId: id, attributes: { Id: id } };
  },
  delete: (_live, context, { GroupId, ...rule }) => revoke(GroupId, [rule], context),
});

export const securityGroupEgress = inertType({
  type: 'AWS::EC2::SecurityGroupEgress',
  properties: z.strictObject({ ...EGRESS, GroupId: z.string() }),
  replaceOn: 'all',
  physicalId: () => resourceId('sgr'),
  attributes: (Id) => ({ Id }),
});
