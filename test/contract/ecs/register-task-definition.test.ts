import {
  RegisterTaskDefinitionCommand,
  type ContainerDefinition,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { ACCOUNT, ECS_ARN, EcsLab } from './_ecs-lab';

const app: ContainerDefinition = { name: 'app', image: 'web:1' };

describe('RegisterTaskDefinition', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
  });
  afterAll(() => lab.close());

  const register = (more: Partial<RegisterTaskDefinitionCommandInput>) =>
    lab.ecs.send(new RegisterTaskDefinitionCommand(lab.taskDefinition(more)));

  it('counts revisions and fills in what ECS fills in', async () => {
    const healthCheck = { command: ['CMD', 'true'] };
    const first = await register({
      family: 'counted',
      containerDefinitions: [{ ...app, healthCheck, portMappings: [{ containerPort: 5000 }] }],
    });
    expect(first.taskDefinition).toMatchObject({
      taskDefinitionArn: `${ECS_ARN}:task-definition/counted:1`,
      family: 'counted',
      revision: 1,
      status: 'ACTIVE',
      compatibilities: ['EC2', 'FARGATE'],
      containerDefinitions: [
        {
          cpu: 0,
          essential: true,
          environment: [],
          mountPoints: [],
          portMappings: [{ containerPort: 5000, hostPort: 5000, protocol: 'tcp' }],
          healthCheck: { interval: 30, timeout: 5, retries: 3 },
        },
      ],
    });
    expect((await register({ family: 'counted' })).taskDefinition?.revision).toBe(2);
  });

  it('takes all that the lab uses', async () => {
    const { taskDefinition, tags } = await register({
      family: 'full',
      taskRoleArn: `arn:aws:iam::${ACCOUNT}:role/task`,
      executionRoleArn: `arn:aws:iam::${ACCOUNT}:role/execution`,
      runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' },
      volumes: [{ name: 'data' }],
      tags: [{ key: 'team', value: 'three' }],
      containerDefinitions: [
        app,
        {
          ...app,
          name: 'side',
          essential: false,
          command: ['serve'],
          entryPoint: ['node'],
          workingDirectory: '/srv',
          user: '1000:1000',
          readonlyRootFilesystem: true,
          environment: [{ name: 'PORT', value: '1' }],
          secrets: [{ name: 'PASSWORD', valueFrom: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:x' }],
          dependsOn: [{ containerName: 'app', condition: 'START' }],
          restartPolicy: { enabled: true, ignoredExitCodes: [0], restartAttemptPeriod: 60 },
          logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': 'lab' } },
          linuxParameters: { initProcessEnabled: true, capabilities: {} },
          mountPoints: [{ sourceVolume: 'data', containerPath: '/data', readOnly: false }],
          ulimits: [{ name: 'nofile', softLimit: 1024, hardLimit: 4096 }],
          stopTimeout: 30,
        },
      ],
    });
    expect(taskDefinition?.containerDefinitions?.[1]).toMatchObject({ user: '1000:1000', stopTimeout: 30 });
    expect(tags).toEqual([{ key: 'team', value: 'three' }]);
  });

  it.each<[string, Partial<RegisterTaskDefinitionCommandInput>, string, string]>([
    [
      'another network mode',
      { networkMode: 'bridge' },
      'ClientException',
      "Fargate only supports network mode 'awsvpc'.",
    ],
    ['no cpu', { cpu: undefined }, 'ClientException', "Fargate requires that 'cpu' be defined at the task level."],
    [
      'a size that Fargate has not',
      { memory: '4096' },
      'ClientException',
      'No Fargate configuration exists for given values: 256 CPU, 4096 memory.',
    ],
    [
      'two containers of one name',
      { containerDefinitions: [app, app] },
      'ClientException',
      'Container names must be unique',
    ],
    [
      'no essential container',
      { containerDefinitions: [{ ...app, essential: false }] },
      'ClientException',
      'At least one container must be essential',
    ],
    [
      'a dependency that is not there',
      { containerDefinitions: [{ ...app, dependsOn: [{ containerName: 'db', condition: 'START' }] }] },
      'ClientException',
      "depends on container 'db', which does not exist",
    ],
    [
      'dependencies in a circle',
      {
        containerDefinitions: [
          { ...app, dependsOn: [{ containerName: 'b', condition: 'START' }] },
          { ...app, name: 'b', dependsOn: [{ containerName: 'app', condition: 'START' }] },
        ],
      },
      'ClientException',
      'cycle',
    ],
    [
      'a volume that is not there',
      { containerDefinitions: [{ ...app, mountPoints: [{ sourceVolume: 'x' }] }] },
      'ClientException',
      "Unknown volume 'x'.",
    ],
    [
      'secrets without an execution role',
      { containerDefinitions: [{ ...app, secrets: [{ name: 'A', valueFrom: 'b' }] }] },
      'ClientException',
      'execution role ARN to support secrets',
    ],
    [
      'a stop timeout above 120',
      { containerDefinitions: [{ ...app, stopTimeout: 121 }] },
      'InvalidParameterException',
      'containerDefinitions.0.stopTimeout',
    ],
    [
      'another log driver',
      { containerDefinitions: [{ ...app, logConfiguration: { logDriver: 'splunk' } }] },
      'InvalidParameterException',
      'logDriver',
    ],
    [
      'a member that is not supported',
      { containerDefinitions: [{ ...app, privileged: true }] },
      'InvalidParameterException',
      'does not support the member containerDefinitions.0.privileged',
    ],
  ])('fails for %s', async (_what, more, name, message) => {
    await expect(register({ family: 'refused', ...more })).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});
