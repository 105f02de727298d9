import type { RequestContext } from '../../kernel/action';
import { permissionsOnWire } from './ingress';
import type { Interface, SecurityGroup, Subnet, Vpc } from './state';
import { tagSet } from './tags';

type Owner = Pick<RequestContext, 'account'>;

export function vpcOnWire(vpc: Vpc, { account }: Owner) {
  return {
    vpcId: vpc.id,
    ownerId: account,
    state: 'available',
    cidrBlock: vpc.cidrBlock,
    cidrBlockAssociationSet: [{ cidrBlock: vpc.cidrBlock, cidrBlockState: { state: 'associated' } }],
    instanceTenancy: 'default',
    isDefault: false,
    tagSet: tagSet(vpc.tags),
    // Not in EC2's answer; CloudFormation's GetAtt reads it from here.
    defaultSecurityGroupId: vpc.defaultSecurityGroupId,
  };
}

export function subnetOnWire(subnet: Subnet, { account }: Owner) {
  return {
    subnetId: subnet.id,
    ownerId: account,
    state: 'available',
    vpcId: subnet.vpcId,
    cidrBlock: subnet.cidrBlock,
    availabilityZone: subnet.availabilityZone,
    mapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    defaultForAz: false,
    tagSet: tagSet(subnet.tags),
  };
}

export function securityGroupOnWire(group: SecurityGroup, { account }: Owner) {
  return {
    ownerId: account,
    groupName: group.name,
    groupDescription: group.description,
    groupId: group.id,
    vpcId: group.vpcId,
    tagSet: tagSet(group.tags),
    ipPermissions: permissionsOnWire(group.ingress, account),
  };
}

export function interfaceOnWire(i: Interface, { account }: Owner) {
  const association = i.publicAddress && { publicIp: i.publicAddress, publicDnsName: '', ipOwnerId: 'amazon' };
  return {
    networkInterfaceId: i.id,
    subnetId: i.subnet.id,
    vpcId: i.subnet.vpcId,
    availabilityZone: i.subnet.availabilityZone,
    description: i.description,
    ownerId: account,
    requesterManaged: true,
    status: 'in-use',
    macAddress: i.macAddress,
    privateIpAddress: i.privateAddress,
    sourceDestCheck: true,
    interfaceType: 'interface',
    groupSet: i.securityGroups.map((group) => ({ groupId: group.id, groupName: group.name })),
    attachment: { status: 'attached', attachTime: i.attachedAt, deleteOnTermination: false },
    association: association || undefined,
    privateIpAddressesSet: [
      { privateIpAddress: i.privateAddress, primary: true, association: association || undefined },
    ],
  };
}
