import { EC2Client } from '@aws-sdk/client-ec2';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { namespaces } from '../../../lib/aws/sweep/cloud-map';
import { repositories } from '../../../lib/aws/sweep/images';
import type { LeftoverKind } from '../../../lib/aws/sweep/model';
import { networkKinds } from '../../../lib/aws/sweep/network';
import { scheduleGroups } from '../../../lib/aws/sweep/schedules';
import { secrets } from '../../../lib/aws/sweep/secrets';
import { taggedResources } from '../../../lib/aws/sweep/tagged';
import { fakeClient } from '../fake-client';

const SETTINGS = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
const QUICK = { everyMs: 1, timeoutMs: 200 };
const TAGS = [
  { Key: 'project', Value: 'sre-slo-lab' },
  { Key: 'aws:cloudformation:stack-name', Value: 'SreSloLab-team-3' },
];

/** A real client, which paginators insist on, whose answers are given: what the local cloud does not have. */
function standIn<Client extends object>(client: Client, answers: Readonly<Record<string, unknown>>) {
  const { asked, send } = fakeClient<{ send: unknown }>(answers);
  return Object.assign(client, { asked, send }) as Client & { readonly asked: [string, unknown][] };
}

function failing(name: string): Error {
  return Object.assign(new Error(name), { name });
}

function network(answers: Readonly<Record<string, unknown>>) {
  const client = standIn(new EC2Client(SETTINGS), answers);
  const kinds = networkKinds(client, QUICK);
  const kind = (name: string): LeftoverKind => kinds.find((one) => one.name === name)!;
  return { client, kind };
}

const TAGGED = { Filters: [{ Name: 'tag:project', Values: ['sre-slo-lab'] }] };

describe('networks that a lab left', () => {
  it('have NAT gateways, which are waited for', async () => {
    const { client, kind } = network({
      DescribeNatGateways: {
        NatGateways: [
          { NatGatewayId: 'nat-1', State: 'deleted', Tags: TAGS },
          { NatGatewayId: 'nat-2', State: 'deleted' },
        ],
      },
    });
    expect(await kind('NAT gateway').list()).toEqual([]);
    await kind('NAT gateway').remove!({ id: 'nat-1', name: 'nat-1', stack: 'SreSloLab-team-3' });
    expect(client.asked.map(([name]) => name)).toEqual([
      'DescribeNatGateways',
      'DeleteNatGateway',
      'DescribeNatGateways',
    ]);
  });

  it('fails with a sentence when a NAT gateway does not go', async () => {
    const { kind } = network({
      DescribeNatGateways: { NatGateways: [{ NatGatewayId: 'nat-1', State: 'deleting', Tags: TAGS }] },
    });
    await expect(kind('NAT gateway').remove!({ id: 'nat-1', name: 'nat-1', stack: 'x' })).rejects.toThrow(
      'the NAT gateway nat-1 is still being deleted; ask again in some minutes',
    );
  });

  it('have addresses, route tables and gateways, found by the tag', async () => {
    const { client, kind } = network({
      DescribeAddresses: { Addresses: [{ AllocationId: 'eipalloc-1', PublicIp: '203.0.113.9', Tags: TAGS }] },
      DescribeRouteTables: { RouteTables: [{ RouteTableId: 'rtb-1', Tags: TAGS }] },
      DescribeInternetGateways: {
        InternetGateways: [{ InternetGatewayId: 'igw-1', Attachments: [{ VpcId: 'vpc-1' }], Tags: TAGS }],
      },
    });
    const stack = 'SreSloLab-team-3';
    expect(await kind('elastic IP address').list()).toEqual([
      { id: 'eipalloc-1', name: 'eipalloc-1', stack, detail: '203.0.113.9' },
    ]);
    expect(await kind('route table').list()).toEqual([{ id: 'rtb-1', name: 'rtb-1', stack }]);
    const [gateway] = await kind('internet gateway').list();
    expect(client.asked.map(([, input]) => input)).toEqual([TAGGED, TAGGED, TAGGED]);
    await kind('internet gateway').remove!(gateway!);
    expect(client.asked.slice(4)).toEqual([
      ['DetachInternetGateway', { InternetGatewayId: 'igw-1', VpcId: 'vpc-1' }],
      ['DeleteInternetGateway', { InternetGatewayId: 'igw-1' }],
    ]);
  });

  it('fails when something still depends on it after all the waiting', async () => {
    const { client, kind } = network({ DeleteSubnet: failing('DependencyViolation') });
    await expect(kind('subnet').remove!({ id: 'subnet-1', name: 'subnet-1', stack: 'x' })).rejects.toThrow(
      'DependencyViolation',
    );
    expect(client.asked.length).toBeGreaterThan(1);
  });
});

describe('what else a lab left', () => {
  it('are schedules, by the name of their group', async () => {
    const client = standIn(new SchedulerClient(SETTINGS), {
      ListScheduleGroups: {
        ScheduleGroups: [
          { Name: 'SreSloLab-team-3', State: 'ACTIVE' },
          { Name: 'SreSloLab', State: 'DELETING' },
          { Name: 'SreSloLaboratory', State: 'ACTIVE' },
        ],
      },
    });
    const kind = scheduleGroups(client);
    const found = await kind.list();
    expect(found).toEqual([{ id: 'SreSloLab-team-3', name: 'SreSloLab-team-3', stack: 'SreSloLab-team-3' }]);
    await kind.remove!(found[0]!);
    expect(client.asked.at(-1)).toEqual(['DeleteScheduleGroup', { Name: 'SreSloLab-team-3' }]);
  });

  it('are repositories, with their images', async () => {
    const client = standIn(new ECRClient(SETTINGS), {
      DescribeRepositories: { repositories: [{ repositoryName: 'sre-slo-lab/app' }, { repositoryName: 'shop/app' }] },
    });
    const kind = repositories(client);
    const found = await kind.list();
    expect(found.map(({ name, stack }) => [name, stack])).toEqual([['sre-slo-lab/app', 'SreSloLabImages']]);
    await kind.remove!(found[0]!);
    expect(client.asked.at(-1)).toEqual(['DeleteRepository', { repositoryName: 'sre-slo-lab/app', force: true }]);
  });

  it('are secrets that are deleted and can still be recovered', async () => {
    const client = standIn(new SecretsManagerClient(SETTINGS), {
      ListSecrets: {
        SecretList: [
          { ARN: 'arn:1', Name: 'password', Tags: TAGS, DeletedDate: new Date('2026-12-01T00:00:00Z') },
          { ARN: 'arn:2', Name: 'other' },
        ],
      },
    });
    const kind = secrets(client);
    expect(await kind.list()).toEqual([
      { id: 'arn:1', name: 'password', stack: 'SreSloLab-team-3', detail: 'deleted 2026-12-01, recoverable' },
    ]);
    expect(client.asked).toEqual([['ListSecrets', expect.objectContaining({ IncludePlannedDeletion: true })]]);
  });

  it('is anything else with the tag, which is shown and never removed', async () => {
    const client = standIn(new ResourceGroupsTaggingAPIClient(SETTINGS), {
      GetResources: { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:rds:us-east-1:1:db:users', Tags: TAGS }] },
    });
    const kind = taggedResources(client);
    expect(await kind.list()).toEqual([expect.objectContaining({ stack: 'SreSloLab-team-3' })]);
    expect('remove' in kind).toBe(false);
  });

  it('fails with the reason of Cloud Map when a namespace stays', async () => {
    const client = standIn(new ServiceDiscoveryClient(SETTINGS), {
      DeleteNamespace: { OperationId: 'op-1' },
      GetOperation: { Operation: { Status: 'FAIL', ErrorMessage: 'the hosted zone has other records' } },
    });
    await expect(
      namespaces(client, QUICK).remove!({ id: 'ns-1', name: 'sre.local', stack: 'SreSloLab' }),
    ).rejects.toThrow('Cloud Map did not remove the namespace sre.local: the hosted zone has other records');
  });
});
