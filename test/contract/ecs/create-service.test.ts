import { CreateServiceCommand, type CreateServiceCommandInput } from '@aws-sdk/client-ecs';
import { DiscoverInstancesCommand } from '@aws-sdk/client-servicediscovery';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('CreateService', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await EcsLab.start();
    await lab.register();
  });
  afterEach(() => lab.close());

  const create = (more: Partial<CreateServiceCommandInput> = {}) =>
    lab.ecs.send(new CreateServiceCommand(lab.service(more)));

  it('answers at once and brings its tasks up by itself, registered in Cloud Map', async () => {
    const registryArn = await lab.discovery();
    const { service } = await create({
      desiredCount: 2,
      serviceRegistries: [{ registryArn }],
      enableECSManagedTags: true,
      propagateTags: 'SERVICE',
      tags: [{ key: 'team', value: 'three' }],
    });
    expect(service).toMatchObject({
      serviceArn: `${ECS_ARN}:service/lab/web`,
      status: 'ACTIVE',
      desiredCount: 2,
      launchType: 'FARGATE',
      deployments: [{ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' }],
    });
    const steady = await lab.steady();
    expect(steady).toMatchObject({ runningCount: 2, pendingCount: 0, deployments: [{ rolloutState: 'COMPLETED' }] });
    const tasks = await lab.tasks();
    expect(tasks[0]?.tags).toEqual([
      { key: 'aws:ecs:clusterName', value: 'lab' },
      { key: 'aws:ecs:serviceName', value: 'web' },
      { key: 'team', value: 'three' },
    ]);
    const { Instances } = await lab.cloud.serviceDiscovery.send(
      new DiscoverInstancesCommand({ NamespaceName: 'lab.local', ServiceName: 'web' }),
    );
    expect(new Set(Instances?.map(({ InstanceId }) => InstanceId))).toEqual(
      new Set(tasks.map(({ taskArn }) => taskArn!.split('/').at(-1))),
    );
    expect(Instances?.[0]).toMatchObject({ HealthStatus: 'HEALTHY', Attributes: { ECS_SERVICE_NAME: 'web' } });
  });

  it('is idempotent by its token and fails for a second service of the name', async () => {
    const first = await create({ clientToken: 'token' });
    const again = await create({ clientToken: 'token' });
    expect(again.service?.createdAt).toEqual(first.service?.createdAt);
    await expect(create()).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'Creation of service was not idempotent.',
    });
  });

  it.each<[string, Partial<CreateServiceCommandInput>, string, string]>([
    ['a cluster that is not there', { cluster: 'nowhere' }, 'ClusterNotFoundException', 'Cluster not found.'],
    [
      'a task definition that is not there',
      { taskDefinition: 'nothing' },
      'ClientException',
      'TaskDefinition not found.',
    ],
    [
      'no task definition',
      { taskDefinition: undefined },
      'InvalidParameterException',
      'TaskDefinition can not be blank.',
    ],
    [
      'no network configuration',
      { networkConfiguration: undefined },
      'InvalidParameterException',
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ],
    ['the launch type EC2', { launchType: 'EC2' }, 'InvalidParameterException', 'FARGATE only'],
    ['a daemon', { schedulingStrategy: 'DAEMON' }, 'InvalidParameterException', 'DAEMON'],
    [
      'percentages that block deployments',
      { deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      'InvalidParameterException',
      'Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block deployments.',
    ],
    [
      'a registry that is not there',
      { serviceRegistries: [{ registryArn: 'arn:x' }] },
      'InvalidParameterException',
      'Service registry arn:x does not exist.',
    ],
    [
      'a capacity provider',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      'InvalidParameterException',
      'does not support the member capacityProviderStrategy',
    ],
    [
      'a load balancer',
      { loadBalancers: [{ containerName: 'app' }] },
      'InvalidParameterException',
      'loadBalancers must be empty',
    ],
    [
      'alarms',
      { deploymentConfiguration: { alarms: { alarmNames: ['a'], enable: true, rollback: true } } },
      'InvalidParameterException',
      'no CloudWatch alarms',
    ],
    [
      'Service Connect',
      { serviceConnectConfiguration: { enabled: true } },
      'InvalidParameterException',
      'serviceConnectConfiguration',
    ],
  ])('fails for %s', async (_what, more, name, message) => {
    await expect(create({ serviceName: 'refused', ...more })).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});
