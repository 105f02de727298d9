import { z } from 'zod';
import { resourceId } from '../../kernel/ids';
import { boolean, ignoreNotFound, tags, tagSpecification } from './common';
import { inertType, resourceType } from './resource-type';

export const vpc = resourceType({
  type: 'AWS::EC2::VPC',
  properties: z.strictObject({
    CidrBlock: z.string(),
    EnableDnsHostnames: boolean.optional(),
    EnableDnsSupport: boolean.optional(),
    InstanceTenancy: z.literal('default').optional(),
    Tags: tags,
  }),
  replaceOn: ['CidrBlock'],
  async create(properties, context) {
    const { vpc: made } = await context.invoke<{ vpc: { vpcId: string; defaultSecurityGroupId: string } }>(
      'ec2',
      'CreateVpc',
      {
        CidrBlock: properties.CidrBlock,
        TagSpecification: tagSpecification('vpc', properties.Tags, context),
      },
    );
    return {
      physicalId: made.vpcId,
      attributes: {
        VpcId: made.vpcId,
        CidrBlock: properties.CidrBlock,
        DefaultSecurityGroup: made.defaultSecurityGroupId,
        DefaultNetworkAcl: resourceId('acl'),
        CidrBlockAssociations: [],
        Ipv6CidrBlocks: [],
      },
    };
  },
  delete: ({ physicalId }, context) => ignoreNotFound(context.invoke('ec2', 'DeleteVpc', { VpcId: physicalId })),
});

export const subnet = resourceType({
  type: 'AWS::EC2::Subnet',
  properties: z.strictObject({
    AvailabilityZone: z.string().optional(),
    CidrBlock: z.string(),
    MapPublicIpOnLaunch: boolean.optional(),
    Tags: tags,
    VpcId: z.string(),
  }),
  replaceOn: ['AvailabilityZone', 'CidrBlock', 'VpcId'],
  async create({ Tags: own, ...properties }, context) {
    const { subnet: made } = await context.invoke<{ subnet: { subnetId: string; availabilityZone: string } }>(
      'ec2',
      'CreateSubnet',
      { ...properties, TagSpecification: tagSpecification('subnet', own, context) },
    );
    return {
      physicalId: made.subnetId,
      attributes: {
        SubnetId: made.subnetId,
        VpcId: properties.VpcId,
        CidrBlock: properties.CidrBlock,
        AvailabilityZone: made.availabilityZone,
        NetworkAclAssociationId: resourceId('aclassoc'),
        Ipv6CidrBlocks: [],
      },
    };
  },
  delete: ({ physicalId }, context) => ignoreNotFound(context.invoke('ec2', 'DeleteSubnet', { SubnetId: physicalId })),
});

export const routeTable = inertType({
  type: 'AWS::EC2::RouteTable',
  properties: z.strictObject({ VpcId: z.string(), Tags: tags }),
  replaceOn: ['VpcId'],
  physicalId: () => resourceId('rtb'),
  attributes: (RouteTableId) => ({ RouteTableId }),
});

export const subnetRouteTableAssociation = inertType({
  type: 'AWS::EC2::SubnetRouteTableAssociation',
  properties: z.strictObject({ RouteTableId: z.string(), SubnetId: z.string() }),
  replaceOn: ['SubnetId'],
  physicalId: () => resourceId('rtbassoc'),
  attributes: (Id) => ({ Id }),
});

export const route = inertType({
  type: 'AWS::EC2::Route',
  properties: z.strictObject({
    RouteTableId: z.string(),
    DestinationCidrBlock: z.string(),
    GatewayId: z.string().optional(),
    NatGatewayId: z.string().optional(),
  }),
  replaceOn: ['RouteTableId', 'DestinationCidrBlock'],
  physicalId: (properties) => `${properties.RouteTableId}|${properties.DestinationCidrBlock}`,
});

export const internetGateway = inertType({
  type: 'AWS::EC2::InternetGateway',
  properties: z.strictObject({ Tags: tags }),
  replaceOn: [],
  physicalId: () => resourceId('igw'),
  attributes: (InternetGatewayId) => ({ InternetGatewayId }),
});

export const vpcGatewayAttachment = inertType({
  type: 'AWS::EC2::VPCGatewayAttachment',
  properties: z.strictObject({ VpcId: z.string(), InternetGatewayId: z.string() }),
  replaceOn: ['VpcId'],
  physicalId: (properties) => `IGW|${properties.VpcId}`,
});
