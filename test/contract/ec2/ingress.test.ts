import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const TAGS = [{ Key: 'project', Value: 'sre-slo-lab' }];

describe('inbound rules', () => {
  let cloud: TestCloud;
  let group: string;
  beforeEach(async () => {
    cloud = await startTestCloud();
    const { Vpc } = await cloud.ec2.send(
      new CreateVpcCommand({
        CidrBlock: '10.0.0.0/16',
        TagSpecifications: [{ ResourceType: 'vpc', Tags: TAGS }],
      }),
    );
    const { GroupId } = await cloud.ec2.send(
      new CreateSecurityGroupCommand({ GroupName: 'app', Description: 'the app', VpcId: Vpc!.VpcId }),
    );
    group = GroupId!;
  });
  afterEach(() => cloud.close());

  const permission = (CidrIp: string, port = 5000) => ({
    GroupId: group,
    IpPermissions: [
      { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp, Description: 'lab allow-me' }] },
    ],
  });
  const rules = async () => {
    const { SecurityGroups } = await cloud.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
    return SecurityGroups![0]!.IpPermissions!;
  };

  it('are added, described by ports, and taken back', async () => {
    await cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission('203.0.113.7/32')));
    await cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission('198.51.100.0/24')));
    expect(await rules()).toEqual([
      expect.objectContaining({
        IpProtocol: 'tcp',
        FromPort: 5000,
        ToPort: 5000,
        IpRanges: [
          { CidrIp: '203.0.113.7/32', Description: 'lab allow-me' },
          { CidrIp: '198.51.100.0/24', Description: 'lab allow-me' },
        ],
      }),
    ]);
    await cloud.ec2.send(new RevokeSecurityGroupIngressCommand(permission('203.0.113.7/32')));
    expect((await rules())[0]!.IpRanges).toEqual([expect.objectContaining({ CidrIp: '198.51.100.0/24' })]);
  });

  it('may name another group', async () => {
    const pair = { IpProtocol: 'tcp', FromPort: 5000, ToPort: 5000, UserIdGroupPairs: [{ GroupId: group }] };
    await cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: [pair] }));
    expect((await rules())[0]!.UserIdGroupPairs).toEqual([expect.objectContaining({ GroupId: group })]);
  });

  it('fails when a rule is there already, whatever its description, or is not there to be taken back', async () => {
    await cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission('203.0.113.7/32')));
    await expect(
      cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission('203.0.113.7/32'))),
    ).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
    await expect(
      cloud.ec2.send(new RevokeSecurityGroupIngressCommand(permission('203.0.113.7/32', 9090))),
    ).rejects.toMatchObject({ name: 'InvalidPermission.NotFound' });
    await expect(
      cloud.ec2.send(new AuthorizeSecurityGroupIngressCommand(permission('203.0.113.7/40'))),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('tags are given at creation and found by', async () => {
    const found = async (value: string) =>
      (await cloud.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:project', Values: [value] }] }))).Vpcs!;
    expect((await found('sre-slo-lab'))[0]!.Tags).toEqual(TAGS);
    expect(await found('other')).toEqual([]);
  });
});
