import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

describe('EC2 networks', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const vpc = async (): Promise<string> =>
    (await cloud.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc!.VpcId!;
  const subnet = (VpcId: string, CidrBlock: string) => cloud.ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock }));

  it('are made, described and deleted, inner things first', async () => {
    const VpcId = await vpc();
    const { Subnet } = await subnet(VpcId, '10.0.1.0/24');
    expect(Subnet).toMatchObject({ VpcId, CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' });
    await expect(cloud.ec2.send(new DeleteVpcCommand({ VpcId }))).rejects.toMatchObject({
      name: 'DependencyViolation',
    });
    await cloud.ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet!.SubnetId }));
    await cloud.ec2.send(new DeleteVpcCommand({ VpcId }));
    expect((await cloud.ec2.send(new DescribeVpcsCommand({}))).Vpcs).toEqual([]);
    expect((await cloud.ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups).toEqual([]);
  });

  it('are filtered by what AWS filters by', async () => {
    const VpcId = await vpc();
    await subnet(VpcId, '10.0.1.0/24');
    const found = async (name: string, value: string) =>
      (await cloud.ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: name, Values: [value] }] }))).Subnets!
        .length;
    expect(await found('vpc-id', VpcId)).toBe(1);
    expect(await found('vpc-id', 'vpc-0')).toBe(0);
    await expect(found('colour', 'blue')).rejects.toThrow(
      "The filter 'colour' is invalid; the local cloud knows availability-zone, subnet-id, vpc-id",
    );
  });

  it.each([
    [
      'a CIDR block that is none',
      () => cloud.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/40' })),
      'InvalidParameterValue',
    ],
    ['a subnet outside its VPC', async () => subnet(await vpc(), '10.1.0.0/24'), 'InvalidSubnet.Range'],
    ['a subnet of no VPC', () => subnet('vpc-0', '10.0.0.0/24'), 'InvalidVpcID.NotFound'],
    [
      'a security group of no VPC',
      () => cloud.ec2.send(new CreateSecurityGroupCommand({ GroupName: 'a', Description: 'b', VpcId: 'vpc-0' })),
      'InvalidVpcID.NotFound',
    ],
    [
      'a network interface that is not there',
      () => cloud.ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ['eni-0'] })),
      'InvalidNetworkInterfaceID.NotFound',
    ],
    ['an action that is not implemented', () => cloud.ec2.send(new DescribeInstancesCommand({})), 'InvalidAction'],
  ])('fails for %s', async (_what, call, name) => {
    await expect(call()).rejects.toMatchObject({ name });
  });

  it('fails for a subnet that overlaps another', async () => {
    const VpcId = await vpc();
    await subnet(VpcId, '10.0.0.0/23');
    await expect(subnet(VpcId, '10.0.1.0/24')).rejects.toMatchObject({ name: 'InvalidSubnet.Conflict' });
  });
});
