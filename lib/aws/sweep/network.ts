import type { EC2Client, Tag } from '@aws-sdk/client-ec2';
import { LabError } from '../../model/errors';
import { PROJECT_TAG } from '../../model/lab';
import type { Candidate, LeftoverKind } from './model';
import { insist, until, type Patience } from './patience';
import { stackOfTags, tagMap } from './tags';

type Sdk = typeof import('../ec2-sdk');

const WITH_TAG = { Filters: [{ Name: `tag:${PROJECT_TAG.key}`, Values: [PROJECT_TAG.value] }] };

/** The networks of labs, what is inside before what is around it. All of it bears the tag of its stack. */
export function networkKinds(ec2: EC2Client, patience: Patience): LeftoverKind[] {
  const sdk: Sdk = require('../ec2-sdk');
  /** Interfaces of tasks go a little later than their tasks. */
  const whenFree = (attempt: () => Promise<unknown>) =>
    insist(attempt, (name) => name === 'DependencyViolation' || name === 'InvalidIPAddress.InUse', patience);
  return [
    {
      name: 'NAT gateway',
      async list() {
        const { NatGateways: all = [] } = await ec2.send(
          new sdk.DescribeNatGatewaysCommand({ Filter: WITH_TAG.Filters }),
        );
        return all.flatMap(({ NatGatewayId: id, State: state, Tags: tags }) =>
          state === 'deleted' || state === 'deleting' ? [] : candidate(id, tags),
        );
      },
      async remove({ id }) {
        await ec2.send(new sdk.DeleteNatGatewayCommand({ NatGatewayId: id }));
        const isGone = await until(async () => {
          const { NatGateways: found = [] } = await ec2.send(
            new sdk.DescribeNatGatewaysCommand({ NatGatewayIds: [id] }),
          );
          return found.every(({ State: state }) => state === 'deleted');
        }, patience);
        if (!isGone)
          throw new LabError('NotRemoved', `the NAT gateway ${id} is still being deleted; ask again in some minutes`);
      },
    },
    {
      name: 'elastic IP address',
      async list() {
        const { Addresses: all = [] } = await ec2.send(new sdk.DescribeAddressesCommand(WITH_TAG));
        return all.flatMap(({ AllocationId: id, PublicIp: address, Tags: tags }) => candidate(id, tags, address));
      },
      remove: ({ id }) => whenFree(() => ec2.send(new sdk.ReleaseAddressCommand({ AllocationId: id }))),
    },
    {
      name: 'security group',
      async list() {
        const { SecurityGroups: all = [] } = await ec2.send(new sdk.DescribeSecurityGroupsCommand(WITH_TAG));
        return all.flatMap(({ GroupId: id, GroupName: name, Tags: tags }) => candidate(id, tags, name));
      },
      async remove({ id }) {
        const { SecurityGroups: [group] = [] } = await ec2.send(
          new sdk.DescribeSecurityGroupsCommand({ GroupIds: [id] }),
        );
        const rules = group?.IpPermissions ?? [];
        // Groups that let each other in cannot be deleted, neither first.
        if (rules.length > 0) {
          await ec2.send(new sdk.RevokeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: rules }));
        }
        await whenFree(() => ec2.send(new sdk.DeleteSecurityGroupCommand({ GroupId: id })));
      },
    },
    {
      name: 'subnet',
      async list() {
        const { Subnets: all = [] } = await ec2.send(new sdk.DescribeSubnetsCommand(WITH_TAG));
        return all.flatMap(({ SubnetId: id, CidrBlock: network, Tags: tags }) => candidate(id, tags, network));
      },
      remove: ({ id }) => whenFree(() => ec2.send(new sdk.DeleteSubnetCommand({ SubnetId: id }))),
    },
    {
      name: 'route table',
      async list() {
        const { RouteTables: all = [] } = await ec2.send(new sdk.DescribeRouteTablesCommand(WITH_TAG));
        return all.flatMap(({ RouteTableId: id, Tags: tags }) => candidate(id, tags));
      },
      remove: ({ id }) => whenFree(() => ec2.send(new sdk.DeleteRouteTableCommand({ RouteTableId: id }))),
    },
    {
      name: 'internet gateway',
      async list() {
        const { InternetGateways: all = [] } = await ec2.send(new sdk.DescribeInternetGatewaysCommand(WITH_TAG));
        return all.flatMap(({ InternetGatewayId: id, Tags: tags }) => candidate(id, tags));
      },
      async remove({ id }) {
        const asked = new sdk.DescribeInternetGatewaysCommand({ InternetGatewayIds: [id] });
        const { InternetGateways: [gateway] = [] } = await ec2.send(asked);
        for (const { VpcId: vpc } of gateway?.Attachments ?? []) {
          await whenFree(() => ec2.send(new sdk.DetachInternetGatewayCommand({ InternetGatewayId: id, VpcId: vpc })));
        }
        await whenFree(() => ec2.send(new sdk.DeleteInternetGatewayCommand({ InternetGatewayId: id })));
      },
    },
    {
      name: 'VPC',
      async list() {
        const { Vpcs: all = [] } = await ec2.send(new sdk.DescribeVpcsCommand(WITH_TAG));
        return all.flatMap(({ VpcId: id, CidrBlock: network, Tags: tags }) => candidate(id, tags, network));
      },
      remove: ({ id }) => whenFree(() => ec2.send(new sdk.DeleteVpcCommand({ VpcId: id }))),
    },
  ];
}

function candidate(id: string | undefined, tags: readonly Tag[] | undefined, detail?: string): Candidate[] {
  if (id === undefined) return [];
  return [{ id, name: id, stack: stackOfTags(tagMap(tags)), ...(detail === undefined ? {} : { detail }) }];
}
