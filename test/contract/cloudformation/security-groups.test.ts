import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { createAccessApi } from '../../../lib/aws/access-api';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';

describe('a security group of a stack', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const rule = (CidrIp: string) => ({ IpProtocol: 'tcp', FromPort: 5000, ToPort: 5000, CidrIp });

  /** Deploys a group that lets these networks in, and tells its id. */
  async function deploy(...cidrs: string[]): Promise<string> {
    const { Outputs, StackStatus } = await deployStack(cloud, 'SreSloLab', {
      Resources: {
        Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
        Group: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: {
            GroupDescription: 'the app',
            VpcId: { Ref: 'Vpc' },
            ...(cidrs.length > 0 ? { SecurityGroupIngress: cidrs.map(rule) } : {}),
          },
        },
        Scrapes: {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: {
            GroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] },
            IpProtocol: 'tcp',
            FromPort: 9090,
            ToPort: 9090,
            SourceSecurityGroupId: { 'Fn::GetAtt': ['Group', 'GroupId'] },
          },
        },
      },
      Outputs: { Group: { Value: { Ref: 'Group' } } },
    });
    expect(StackStatus).toMatch(/^(CREATE|UPDATE)_COMPLETE$/);
    return Outputs!.find(({ OutputKey }) => OutputKey === 'Group')!.OutputValue!;
  }

  const byHand = (CidrIp: string): IpPermission[] => [
    { IpProtocol: 'tcp', FromPort: 5000, ToPort: 5000, IpRanges: [{ CidrIp }] },
  ];

  async function openTo(group: string): Promise<string[]> {
    const { endpoint, region, credentials } = cloud.cloud;
    const api = await createAccessApi({ endpoint, region, credentials });
    return (await api.openPorts(group)).map(({ cidr }) => cidr);
  }

  it('has the rules of its template, and changes with it; what was added by hand stays', async () => {
    const group = await deploy('203.0.113.0/24', '198.51.100.0/24');
    expect(await openTo(group)).toEqual(['203.0.113.0/24', '198.51.100.0/24']);
    await cloud.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: byHand('192.0.2.7/32') }),
    );
    expect(await deploy('198.51.100.0/24')).toBe(group);
    expect(await openTo(group)).toEqual(['198.51.100.0/24', '192.0.2.7/32']);
    const { SecurityGroups } = await cloud.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
    expect(SecurityGroups![0]!.IpPermissions).toContainEqual(expect.objectContaining({ FromPort: 9090 }));
  });

  it('takes a rule that somebody added by hand before for done', async () => {
    const group = await deploy();
    await cloud.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: byHand('192.0.2.7/32') }),
    );
    await deploy('192.0.2.7/32');
    expect(await openTo(group)).toEqual(['192.0.2.7/32']);
  });
});
