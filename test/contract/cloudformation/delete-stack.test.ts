import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import { CreateServiceCommand, ListNamespacesCommand } from '@aws-sdk/client-servicediscovery';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack, finalState } from '../../_helpers/deploy-stack';
import { createFakeRuntime } from '../../_helpers/fake-runtime';
import { group, groupsOf } from './_log-groups';

/** A service whose image is never pulled: its creation goes on until it is called off. */
const slow = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
  Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'slow' } },
  Definition: {
    Type: 'AWS::ECS::TaskDefinition',
    Properties: {
      Family: 'slow',
      Cpu: '256',
      Memory: '512',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      ContainerDefinitions: [{ Name: 'web', Image: 'web:1' }],
    },
  },
  Service: {
    Type: 'AWS::ECS::Service',
    Properties: {
      Cluster: { Ref: 'Cluster' },
      LaunchType: 'FARGATE',
      TaskDefinition: { Ref: 'Definition' },
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [{ Ref: 'Subnet' }] } },
    },
  },
};

describe('DeleteStack', () => {
  let cloud: TestCloud;
  let letPull: () => void;
  beforeEach(async () => {
    const fake = createFakeRuntime();
    const pulled = new Promise<void>((resolve) => (letPull = resolve));
    cloud = await startTestCloud({ runtime: { ...fake, pull: () => pulled } });
  });
  afterEach(async () => {
    letPull();
    await cloud.close();
  });

  const begin = async (Resources: object, type: 'CREATE' | 'UPDATE' = 'CREATE') => {
    const { Id, StackId } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'deploy',
        ChangeSetType: type,
        TemplateBody: JSON.stringify({ Resources }),
      }),
    );
    await cloud.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }));
    return StackId!;
  };
  const remove = () => cloud.cloudFormation.send(new DeleteStackCommand({ StackName: 'Lab' }));

  it('calls off a creation and deletes what it made', async () => {
    const stackId = await begin({ ...slow, Good: group('good') });
    await remove();
    letPull();
    expect((await finalState(cloud, stackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await groupsOf(cloud)).toEqual([]);
    const { StackEvents } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: stackId }));
    expect(StackEvents!.map((event) => event.ResourceStatus)).not.toContain('ROLLBACK_IN_PROGRESS');
    expect(StackEvents).toContainEqual(
      expect.objectContaining({ LogicalResourceId: 'Service', ResourceStatusReason: 'Resource creation cancelled' }),
    );
  });

  it('waits for an update: it is refused until then', async () => {
    await deployStack(cloud, 'Lab', { Resources: { Good: group('good') } });
    const stackId = await begin({ ...slow, Good: group('good') }, 'UPDATE');
    await expect(remove()).rejects.toMatchObject({
      name: 'ValidationError',
      message: `Stack [${stackId}] cannot be deleted while in status UPDATE_IN_PROGRESS`,
    });
    letPull();
    expect((await finalState(cloud, stackId)).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('keeps a resource whose DeletionPolicy is RetainExceptOnCreate, unless its creation failed', async () => {
    const kept = { ...group('kept'), DeletionPolicy: 'RetainExceptOnCreate' };
    const bad = { ...group('bad', 6), DependsOn: 'Kept' };
    expect((await deployStack(cloud, 'Lab', { Resources: { Kept: kept, Bad: bad } })).StackStatus).toBe(
      'ROLLBACK_COMPLETE',
    );
    expect(await groupsOf(cloud)).toEqual([]);
    await remove();
    await deployStack(cloud, 'Lab', { Resources: { Kept: kept } });
    await remove();
    expect(await groupsOf(cloud)).toEqual(['kept 7']);
  });

  it('takes away a stack that never was more than a change set', async () => {
    const { StackId } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'look',
        ChangeSetType: 'CREATE',
        TemplateBody: JSON.stringify({ Resources: { Good: group('good') } }),
      }),
    );
    await remove();
    expect((await finalState(cloud, StackId!)).StackStatus).toBe('DELETE_COMPLETE');
    await expect(finalState(cloud, 'Lab')).rejects.toThrow('Stack with id Lab does not exist');
  });

  it('fails with what is in use, after it has tried everything else; that can be left out then', async () => {
    const Namespace = {
      Type: 'AWS::ServiceDiscovery::PrivateDnsNamespace',
      Properties: { Name: 'lab.local', Vpc: { Ref: 'Vpc' } },
    };
    const { StackId } = await deployStack(cloud, 'Lab', { Resources: { Vpc: slow.Vpc, Namespace } });
    const { Namespaces } = await cloud.serviceDiscovery.send(new ListNamespacesCommand({}));
    const NamespaceId = Namespaces![0]!.Id;
    await cloud.serviceDiscovery.send(
      new CreateServiceCommand({ Name: 'mine', NamespaceId, DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] } }),
    );
    await remove();
    expect(await finalState(cloud, StackId!)).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [Namespace].',
    });
    const { StackEvents } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: StackId }));
    const statusOf = (id: string) => StackEvents!.find((event) => event.LogicalResourceId === id)?.ResourceStatus;
    expect([statusOf('Namespace'), statusOf('Vpc')]).toEqual(['DELETE_FAILED', 'DELETE_COMPLETE']);
    await cloud.cloudFormation.send(new DeleteStackCommand({ StackName: 'Lab', RetainResources: ['Namespace'] }));
    expect((await finalState(cloud, StackId!)).StackStatus).toBe('DELETE_COMPLETE');
  });
});
