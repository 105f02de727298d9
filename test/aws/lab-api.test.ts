import { createServer } from 'node:http';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { ClusterNotFoundException, type ECSClient } from '@aws-sdk/client-ecs';
import { InstanceNotFound, type ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { createClients } from '../../lib/aws/clients';
import {
  deregisterInstance,
  discoveredAddresses,
  discoveryService,
  instanceAttributes,
  registerInstance,
} from '../../lib/aws/discovery';
import { describeServices, describeTasks, listServiceTasks, updateService } from '../../lib/aws/ecs';
import { explainedAwsError } from '../../lib/aws/explain-error';
import { publicAddresses } from '../../lib/aws/network-interfaces';
import { createLabApi } from '../../lib/aws/sdk-lab-api';
import { LabError } from '../../lib/model/errors';
import { fakeClient } from './fake-client';

describe('ECS', () => {
  it('tells services that are there, not those that are deleted', async () => {
    const active = { serviceName: 'a', status: 'ACTIVE' };
    const ecs = fakeClient<ECSClient>({
      DescribeServices: { services: [active, { serviceName: 'b', status: 'INACTIVE' }] },
    });
    expect(await describeServices(ecs, 'SreSloLab', ['a', 'b'])).toEqual([active]);
    expect(ecs.asked).toEqual([
      ['DescribeServices', { cluster: 'SreSloLab', services: ['a', 'b'], include: ['TAGS'] }],
    ]);
  });

  it('has no services in a cluster that does not exist', async () => {
    const missing = new ClusterNotFoundException({ message: 'Cluster not found.', $metadata: {} });
    expect(await describeServices(fakeClient<ECSClient>({ DescribeServices: missing }), 'gone', ['a'])).toEqual([]);
  });

  it("tells a service's tasks", async () => {
    const ecs = fakeClient<ECSClient>({
      ListTasks: { taskArns: ['arn:1'] },
      DescribeTasks: { tasks: [{ taskArn: 'arn:1' }] },
    });
    expect(await listServiceTasks(ecs, 'SreSloLab', 'a')).toEqual([{ taskArn: 'arn:1' }]);
    expect(ecs.asked).toEqual([
      ['ListTasks', { cluster: 'SreSloLab', serviceName: 'a' }],
      ['DescribeTasks', { cluster: 'SreSloLab', tasks: ['arn:1'] }],
    ]);
  });

  it('asks for no description when there is no task: ECS refuses an empty list', async () => {
    const ecs = fakeClient<ECSClient>({ ListTasks: { taskArns: [] } });
    expect(await listServiceTasks(ecs, 'SreSloLab', 'a')).toEqual([]);
    expect(ecs.asked).toHaveLength(1);
  });
});

describe('ECS, for those who change something', () => {
  it('tells tasks by id, and is not asked about none', async () => {
    const ecs = fakeClient<ECSClient>({ DescribeTasks: { tasks: [{ taskArn: 'arn:1' }] } });
    expect(await describeTasks(ecs, 'SreSloLab', [])).toEqual([]);
    expect(await describeTasks(ecs, 'SreSloLab', ['1'])).toEqual([{ taskArn: 'arn:1' }]);
    expect(ecs.asked).toEqual([['DescribeTasks', { cluster: 'SreSloLab', tasks: ['1'] }]]);
  });

  it('changes only what is asked of a service', async () => {
    const ecs = fakeClient<ECSClient>({});
    await updateService(ecs, 'SreSloLab', 'a', { desiredCount: 0 });
    await updateService(ecs, 'SreSloLab', 'a', { forceNewDeployment: true });
    expect(ecs.asked).toEqual([
      ['UpdateService', { cluster: 'SreSloLab', service: 'a', desiredCount: 0 }],
      ['UpdateService', { cluster: 'SreSloLab', service: 'a', forceNewDeployment: true }],
    ]);
  });
});

describe('EC2', () => {
  it('tells public addresses by network interface', async () => {
    const ec2 = fakeClient<EC2Client>({
      DescribeNetworkInterfaces: {
        NetworkInterfaces: [
          { NetworkInterfaceId: 'eni-1', Association: { PublicIp: '203.0.113.7' } },
          { NetworkInterfaceId: 'eni-2' },
        ],
      },
    });
    expect(await publicAddresses(ec2, ['eni-1', 'eni-2'])).toEqual(new Map([['eni-1', '203.0.113.7']]));
    expect(ec2.asked[0]?.[1]).toEqual({ Filters: [{ Name: 'network-interface-id', Values: ['eni-1', 'eni-2'] }] });
  });

  it('is not asked about no interface: the answer would be all of them', async () => {
    const ec2 = fakeClient<EC2Client>({});
    expect(await publicAddresses(ec2, [])).toEqual(new Map());
    expect(ec2.asked).toEqual([]);
  });
});

describe('DiscoverInstances', () => {
  it('tells the addresses that it has', async () => {
    const client = fakeClient<ServiceDiscoveryClient>({
      DiscoverInstances: { Instances: [{ Attributes: { AWS_INSTANCE_IPV4: '10.0.0.5' } }, { Attributes: {} }] },
    });
    expect(await discoveredAddresses(client, 'sre.local', 'app')).toEqual(['10.0.0.5']);
    expect(client.asked).toEqual([['DiscoverInstances', { NamespaceName: 'sre.local', ServiceName: 'app' }]]);
  });

  it('goes to the host data-… on AWS, and to no other host than the endpoint where there is one', async () => {
    const region = 'us-east-1';
    const onAws = await createClients({ region });
    const here = await createClients({ region, endpoint: 'http://127.0.0.1:4566' });
    expect([onAws, here].map(({ discovery }) => discovery.config.disableHostPrefix)).toEqual([false, true]);
  });
});

describe('Cloud Map', () => {
  const answers = {
    GetService: { Service: { Name: 'app', NamespaceId: 'ns-1', DnsConfig: { DnsRecords: [{ Type: 'A', TTL: 10 }] } } },
    GetNamespace: { Namespace: { Name: 'sre.local' } },
    ListInstances: { Instances: [{ Id: 'task1', Attributes: { AWS_INSTANCE_IPV4: '10.0.0.5' } }, { Id: 'task2' }] },
    GetInstancesHealthStatus: { Status: { task1: 'HEALTHY' } },
  };
  const registry = 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-1';

  it('tells name, TTL and instances with their health', async () => {
    const client = fakeClient<ServiceDiscoveryClient>(answers);
    expect(await discoveryService(client, registry)).toEqual({
      name: 'app',
      namespace: 'sre.local',
      ttlSeconds: 10,
      instances: [
        { id: 'task1', address: '10.0.0.5', health: 'HEALTHY' },
        { id: 'task2', address: null, health: 'UNKNOWN' },
      ],
    });
    expect(client.asked[0]).toEqual(['GetService', { Id: 'srv-1' }]);
  });

  it('is not asked for the health of no instance, which it answers with an error', async () => {
    const client = fakeClient<ServiceDiscoveryClient>({ ...answers, ListInstances: {} });
    expect((await discoveryService(client, registry)).instances).toEqual([]);
    expect(client.asked.map(([name]) => name)).not.toContain('GetInstancesHealthStatus');
  });
});

describe('Cloud Map, for those who change something', () => {
  const registry = 'arn:aws:servicediscovery:us-east-1:000000000000:service/srv-1';

  it('tells attributes, registers and deregisters', async () => {
    const attributes = { AWS_INSTANCE_IPV4: '10.0.0.5' };
    const client = fakeClient<ServiceDiscoveryClient>({
      ListInstances: { Instances: [{ Id: 'a', Attributes: attributes }] },
      RegisterInstance: {},
      DeregisterInstance: {},
    });
    expect(await instanceAttributes(client, registry)).toEqual(new Map([['a', attributes]]));
    await registerInstance(client, registry, 'a', attributes);
    await deregisterInstance(client, registry, 'a');
    expect(client.asked).toEqual([
      ['ListInstances', { ServiceId: 'srv-1' }],
      ['RegisterInstance', { ServiceId: 'srv-1', InstanceId: 'a', Attributes: attributes }],
      ['DeregisterInstance', { ServiceId: 'srv-1', InstanceId: 'a' }],
    ]);
  });

  it('is content when what shall leave is not there', async () => {
    const missing = new InstanceNotFound({ message: 'There is none', $metadata: {} });
    const client = fakeClient<ServiceDiscoveryClient>({ DeregisterInstance: missing });
    await expect(deregisterInstance(client, registry, 'a')).resolves.toBeUndefined();
  });
});

describe('an error of the AWS API', () => {
  const sentence = (error: unknown, profile = {}) => explainedAwsError(error, profile).message;
  const named = (name: string, message = 'Said so.') => Object.assign(new Error(message), { name });
  const endpoint = 'http://127.0.0.1:4566';

  it.each([
    [
      Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
      `no answer from ${endpoint}; is the lab running ("npx lab up"), and is AWS_ENDPOINT_URL right?`,
    ],
    [
      named('TimeoutError'),
      `no answer from ${endpoint}; is the lab running ("npx lab up"), and is AWS_ENDPOINT_URL right?`,
    ],
    [
      named('CredentialsProviderError'),
      'no lab is running from this folder, and there are no AWS credentials; start a lab with "npx lab up", or log in to AWS (AWS_PROFILE, "aws sso login")',
    ],
    [named('ExpiredTokenException'), 'the AWS credentials have expired; log in again ("aws sso login")'],
    [
      named('InvalidSignatureException'),
      `${endpoint} does not know these AWS credentials; after a new "npx lab up" run eval "$(npx lab env)" again`,
    ],
    [
      named('AccessDeniedException', 'User: x is not authorized.'),
      `${endpoint} does not allow this (User: x is not authorized); ask for the right to do it`,
    ],
    [
      named('Error', 'Region is missing'),
      'no lab is running from this folder, and no AWS region is set; start a lab with "npx lab up", or set AWS_REGION',
    ],
    [named('ServerException', 'Service Unavailable.'), `${endpoint} answered ServerException: Service Unavailable`],
  ])('%s says what to do', (error, expected) => {
    expect(sentence(error, { endpoint })).toBe(expected);
  });

  it('calls the AWS that the environment names AWS', () => {
    expect(sentence(named('ServerException', 'Service Unavailable'))).toBe(
      'AWS answered ServerException: Service Unavailable',
    );
  });

  it('is left alone when it is a sentence already', () => {
    const error = new LabError('Known', 'known');
    expect(explainedAwsError(error, {})).toBe(error);
  });

  it('comes from a call as such a sentence', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(JSON.stringify({ __type: 'InvalidSignatureException', message: 'The signature is wrong.' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const api = await createLabApi({
      endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    });
    await expect(api.describeServices('SreSloLab', ['a'])).rejects.toMatchObject({ code: 'WrongCredentials' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
