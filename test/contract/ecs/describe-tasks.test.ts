import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('DescribeTasks', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.serve();
  });
  afterAll(() => lab.close());

  it('shows the network interface, the containers and the times', async () => {
    const [task] = await lab.tasks();
    const details = Object.fromEntries(task!.attachments![0]!.details!.map(({ name, value }) => [name, value]));
    expect(task!.attachments).toMatchObject([{ type: 'ElasticNetworkInterface', status: 'ATTACHED' }]);
    expect(details).toEqual({
      subnetId: lab.subnet,
      networkInterfaceId: expect.stringMatching(/^eni-/u),
      macAddress: expect.stringMatching(/^[0-9a-f:]{17}$/u),
      privateDnsName: expect.stringMatching(/^ip-10-0-1-\d+\.ec2\.internal$/u),
      privateIPv4Address: expect.stringMatching(/^10\.0\.1\.\d+$/u),
    });
    expect(task).toMatchObject({
      lastStatus: 'RUNNING',
      desiredStatus: 'RUNNING',
      healthStatus: 'UNKNOWN',
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      connectivity: 'CONNECTED',
      cpu: '256',
      memory: '512',
      availabilityZone: 'us-east-1a',
      clusterArn: `${ECS_ARN}:cluster/lab`,
      taskDefinitionArn: `${ECS_ARN}:task-definition/web:1`,
      containers: [
        {
          name: 'app',
          image: 'web:1',
          lastStatus: 'RUNNING',
          networkInterfaces: [{ privateIpv4Address: details['privateIPv4Address'] }],
        },
      ],
    });
    expect(task!.startedAt).toBeInstanceOf(Date);
    expect(task!.version).toBeGreaterThan(1);
  });

  it('reports a task that is not there as a failure, and fails without any', async () => {
    const { tasks, failures } = await lab.ecs.send(
      new DescribeTasksCommand({ cluster: 'lab', tasks: ['0123456789abcdef0123456789abcdef'] }),
    );
    expect(tasks).toEqual([]);
    expect(failures).toEqual([{ arn: `${ECS_ARN}:task/lab/0123456789abcdef0123456789abcdef`, reason: 'MISSING' }]);
    await expect(lab.ecs.send(new DescribeTasksCommand({ cluster: 'lab', tasks: [] }))).rejects.toThrow(
      'Tasks cannot be empty.',
    );
  });
});
