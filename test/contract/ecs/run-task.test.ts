import { RunTaskCommand, StartTaskCommand, type RunTaskCommandInput } from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('RunTask', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.register();
  });
  afterAll(() => lab.close());

  const run = (more: Partial<RunTaskCommandInput> = {}) =>
    lab.ecs.send(
      new RunTaskCommand({
        cluster: 'lab',
        taskDefinition: 'web',
        launchType: 'FARGATE',
        networkConfiguration: lab.networkConfiguration,
        ...more,
      }),
    );

  it('runs a task once, with overrides, and nobody replaces it', async () => {
    const overrides = {
      containerOverrides: [{ name: 'app', command: ['migrate'], environment: [{ name: 'STEP', value: '1' }] }],
    };
    const { tasks, failures } = await run({ overrides, startedBy: 'me', tags: [{ key: 'a', value: 'b' }] });
    expect(failures).toEqual([]);
    expect(tasks).toMatchObject([{ lastStatus: 'PROVISIONING', group: 'family:web', startedBy: 'me' }]);
    const container = await until('it runs', async () => lab.runtime.running()[0]);
    expect(container.spec).toMatchObject({ command: ['migrate'], environment: { STEP: '1', AWS_REGION: 'us-east-1' } });
    container.kill(0);
    const stopped = await until('it is STOPPED', async () =>
      (await lab.tasks('STOPPED')).find(({ lastStatus }) => lastStatus === 'STOPPED'),
    );
    expect(stopped).toMatchObject({ stopCode: 'EssentialContainerExited', tags: [{ key: 'a', value: 'b' }] });
    expect(await lab.tasks()).toEqual([]);
  });

  it('starts nothing again for the same token', async () => {
    const first = await run({ clientToken: 'token', count: 2 });
    const again = await run({ clientToken: 'token', count: 2 });
    expect(again.tasks?.map(({ taskArn }) => taskArn)).toEqual(first.tasks?.map(({ taskArn }) => taskArn));
  });

  it.each<[string, Partial<RunTaskCommandInput>, string, string]>([
    ['a cluster that is not there', { cluster: 'nowhere' }, 'ClusterNotFoundException', 'Cluster not found.'],
    ['a task definition that is not there', { taskDefinition: 'x' }, 'ClientException', 'TaskDefinition not found.'],
    ['more than ten', { count: 11 }, 'InvalidParameterException', 'count cannot be greater than 10'],
    [
      'no network configuration',
      { networkConfiguration: undefined },
      'InvalidParameterException',
      'Network Configuration must be provided',
    ],
    [
      'an override of a container that it has not',
      { overrides: { containerOverrides: [{ name: 'x' }] } },
      'InvalidParameterException',
      'Override for container named x is not a container in the TaskDefinition.',
    ],
    ['the launch type EC2', { launchType: 'EC2' }, 'InvalidParameterException', 'FARGATE only'],
  ])('fails for %s', async (_what, more, name, message) => {
    await expect(run(more)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
  });

  it('has no StartTask beside it: there are no container instances', async () => {
    await expect(
      lab.ecs.send(new StartTaskCommand({ taskDefinition: 'web', containerInstances: ['x'] })),
    ).rejects.toThrow('does not implement the action ecs:StartTask');
  });
});
