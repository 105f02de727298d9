import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeVpcsCommand,
  type ResourceType,
} from '@aws-sdk/client-ec2';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ListClustersCommand,
  ListTaskDefinitionFamiliesCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateSecretCommand, ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand as CreateDiscoveryServiceCommand,
  ListNamespacesCommand,
} from '@aws-sdk/client-servicediscovery';
import { createSweepApi } from '../../../lib/aws/sweep/sdk-sweep-api';
import { PLAIN } from '../../../lib/cli/format/style';
import type { SweepReport } from '../../../lib/cli/sweep/report';
import { sweep } from '../../../lib/cli/sweep/sweep';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';

const QUICK = { everyMs: 20, timeoutMs: 5_000 };

describe('what a destroyed lab left', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  /** Everything that a lab of this name consists of, without a stack. */
  async function leave(stack: string, namespace: string, cidr: string): Promise<void> {
    const Tags = [
      { Key: 'project', Value: 'sre-slo-lab' },
      { Key: 'lab', Value: stack },
    ];
    const tagged = (ResourceType: ResourceType) => ({ TagSpecifications: [{ ResourceType, Tags }] });
    const { Vpc } = await cloud.ec2.send(new CreateVpcCommand({ CidrBlock: cidr, ...tagged('vpc') }));
    const { VpcId } = Vpc!;
    const { Subnet } = await cloud.ec2.send(
      new CreateSubnetCommand({ VpcId, CidrBlock: cidr.replace('/16', '/24'), ...tagged('subnet') }),
    );
    const group = { GroupName: `${stack}-app`, Description: 'the app', VpcId, ...tagged('security-group') };
    const { GroupId } = await cloud.ec2.send(new CreateSecurityGroupCommand(group));
    await cloud.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId,
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 1, ToPort: 1, UserIdGroupPairs: [{ GroupId }] }],
      }),
    );
    await cloud.serviceDiscovery.send(new CreatePrivateDnsNamespaceCommand({ Name: namespace, Vpc: VpcId, Tags }));
    const { Namespaces } = await cloud.serviceDiscovery.send(new ListNamespacesCommand({}));
    const { Id } = Namespaces!.find(({ Name }) => Name === namespace)!;
    await cloud.serviceDiscovery.send(
      new CreateDiscoveryServiceCommand({
        Name: 'sre-app-service',
        NamespaceId: Id,
        DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] },
      }),
    );
    await cloud.ecs.send(new CreateClusterCommand({ clusterName: stack }));
    await cloud.ecs.send(
      new RegisterTaskDefinitionCommand({
        family: `${stack}-app`,
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [{ name: 'app', image: 'none:1' }],
      }),
    );
    await cloud.ecs.send(
      new CreateServiceCommand({
        cluster: stack,
        serviceName: 'sre-app-service',
        taskDefinition: `${stack}-app`,
        desiredCount: 0,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: [Subnet!.SubnetId!], securityGroups: [GroupId!] } },
      }),
    );
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: `/${stack}/app` }));
    await cloud.secrets.send(new CreateSecretCommand({ Name: `${stack}-password`, SecretString: 'x', Tags }));
  }

  /** What of the lab is there, by its marks. */
  async function remains() {
    const { clusterArns } = await cloud.ecs.send(new ListClustersCommand({}));
    const { families } = await cloud.ecs.send(new ListTaskDefinitionFamiliesCommand({ status: 'ACTIVE' }));
    const { Vpcs } = await cloud.ec2.send(new DescribeVpcsCommand({}));
    const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand({}));
    const { SecretList } = await cloud.secrets.send(new ListSecretsCommand({}));
    const { Namespaces } = await cloud.serviceDiscovery.send(new ListNamespacesCommand({}));
    return {
      clusters: clusterArns!.map((arn) => arn.split('/')[1]),
      families,
      networks: Vpcs!.map(({ CidrBlock }) => CidrBlock),
      logGroups: logGroups!.map(({ logGroupName }) => logGroupName),
      secrets: SecretList!.map(({ Name }) => Name),
      namespaces: Namespaces!.map(({ Name }) => Name),
    };
  }

  async function swept(mayDelete: boolean, stack?: string): Promise<SweepReport> {
    const { endpoint, region, credentials } = cloud.cloud;
    const api = await createSweepApi({ endpoint, region, credentials }, QUICK);
    return sweep(api, endpoint, { stack, mayDelete: async () => mayDelete }, { progress: () => {}, style: PLAIN });
  }

  const MARKS = [
    'ECS cluster',
    'task definition family',
    'Cloud Map namespace',
    'log group',
    'secret',
    'security group',
    'subnet',
    'VPC',
  ];

  it('is found and not touched, unless told', async () => {
    await leave('SreSloLab-team-3', 'team-3.sre.local', '10.3.0.0/16');
    const before = await remains();
    const report = await swept(false);
    expect(report.found.map(({ kind }) => kind)).toEqual(MARKS);
    expect(report.found.every(({ stack }) => stack === 'SreSloLab-team-3')).toBe(true);
    expect([report.deleting, report.removed, report.failed]).toEqual([false, [], []]);
    expect(await remains()).toEqual(before);
  });

  it('is removed when told, with what is inside, and what others own stays', async () => {
    await leave('SreSloLab-team-3', 'team-3.sre.local', '10.3.0.0/16');
    await cloud.ecs.send(new CreateClusterCommand({ clusterName: 'shop' }));
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: '/shop/app' }));
    await cloud.secrets.send(new CreateSecretCommand({ Name: 'shop-password', SecretString: 'x' }));
    await cloud.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
    const report = await swept(true);
    expect(report.failed).toEqual([]);
    expect(report.removed.map(({ kind }) => kind)).toEqual(MARKS);
    expect(await remains()).toEqual({
      clusters: ['shop'],
      families: [],
      networks: ['10.9.0.0/16'],
      logGroups: ['/shop/app'],
      secrets: ['shop-password'],
      namespaces: [],
    });
    expect((await swept(true)).found).toEqual([]);
  });

  it('is told apart from what belongs to a stack that exists', async () => {
    await leave('SreSloLab', 'sre.local', '10.0.0.0/16');
    await leave('SreSloLab-team-3', 'team-3.sre.local', '10.3.0.0/16');
    await deployStack(cloud, 'SreSloLab', {
      Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/SreSloLab/other' } } },
    });
    const report = await swept(true);
    expect(report.existingStacks).toEqual(['SreSloLab']);
    expect(new Set(report.found.map(({ stack }) => stack))).toEqual(new Set(['SreSloLab-team-3']));
    expect(await remains()).toMatchObject({
      clusters: ['SreSloLab'],
      networks: ['10.0.0.0/16'],
      logGroups: expect.arrayContaining(['/SreSloLab/app', '/SreSloLab/other']),
    });
  });

  it('is only that of one lab when one is named', async () => {
    await leave('SreSloLab-team-3', 'team-3.sre.local', '10.3.0.0/16');
    await leave('SreSloLab-team-4', 'team-4.sre.local', '10.4.0.0/16');
    await swept(true, 'SreSloLab-team-4');
    expect(await remains()).toMatchObject({ clusters: ['SreSloLab-team-3'], networks: ['10.3.0.0/16'] });
  });

  it('says which services the local cloud does not have, and goes on', async () => {
    const { notLookedAt } = await swept(false);
    expect(notLookedAt.every(({ isProblem }) => !isProblem)).toBe(true);
    expect(notLookedAt.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['NAT gateway', 'route table', 'image repository', 'tagged resource']),
    );
    expect(notLookedAt[0]!.reason).toContain('the local cloud does not implement');
  });

  it('counts a stack that could not be made or deleted', async () => {
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: '/SreSloLab-team-5/app' }));
    const stack = await deployStack(cloud, 'SreSloLab-team-5', {
      Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/SreSloLab-team-5/app' } } },
    });
    expect(stack.StackStatus).toMatch(/^ROLLBACK/);
    const report = await swept(true);
    expect(report.removed[0]).toEqual({ kind: 'CloudFormation stack', name: 'SreSloLab-team-5' });
    // What it never owned is found once the stack is gone.
    expect((await swept(true)).removed).toEqual([{ kind: 'log group', name: '/SreSloLab-team-5/app' }]);
  });
});
