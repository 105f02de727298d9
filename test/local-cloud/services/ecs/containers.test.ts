import { containerSpec } from '../../../../lib/local-cloud/services/ecs/tasks/container-spec';
import { Lab } from './_lab';

const side = (more: object) => ({ name: 'side', image: 'side:1', essential: false, ...more });
const app = (more: object = {}) => ({ name: 'app', image: 'web:1', ...more });

describe('the order of containers', () => {
  test('waits for a dependency to be healthy, and the task is RUNNING only when all have started', async () => {
    const lab = new Lab();
    lab.runtime.script('side', { health: [false, false, true] });
    const check = { command: ['CMD-SHELL', 'curl -f localhost'], interval: 5 };
    await lab.serve({}, [
      app({ dependsOn: [{ containerName: 'side', condition: 'HEALTHY' }] }),
      side({ healthCheck: check }),
    ]);
    expect(lab.runtime.started.map(({ spec }) => spec.name)).toEqual(['side', 'app']);
    expect(lab.runtime.started[0]!.probes.length).toBeGreaterThanOrEqual(3);
    expect(lab.runtime.started[0]!.probes[0]).toEqual(['/bin/sh', '-c', 'curl -f localhost']);
  });

  test('starts the rest after an initialiser has succeeded, and stops the task when it has not', async () => {
    const lab = new Lab({ restartBackoff: 1_000, restartBackoffMax: 1_000 });
    const containers = [app({ dependsOn: [{ containerName: 'side', condition: 'SUCCESS' }] }), side({})];
    lab.runtime.script('side', { exitsAtOnce: 1 });
    await lab.call('CreateCluster', { clusterName: 'lab' });
    await lab.register('web', containers);
    await lab.create();
    const stopped = await lab.until('a task has stopped', async () => (await lab.tasks('STOPPED'))[0]);
    expect(stopped).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'dependency side did not reach the condition SUCCESS',
    });
    lab.runtime.script('side', { exitsAtOnce: 0 });
    await lab.steady();
  });

  test('gives up after startTimeout', async () => {
    const lab = new Lab({ restartBackoff: 1e9, restartBackoffMax: 1e9 });
    lab.runtime.script('side', { health: [false] });
    await lab.call('CreateCluster', { clusterName: 'lab' });
    await lab.register('web', [
      app({ dependsOn: [{ containerName: 'side', condition: 'HEALTHY' }] }),
      side({ startTimeout: 30, healthCheck: { command: ['CMD', 'true'] } }),
    ]);
    await lab.create();
    await lab.until('side runs', () => lab.runtime.running('side')[0]);
    await lab.clock.turn(30_000);
    const [stopped] = await lab.tasks('STOPPED');
    expect(stopped?.stoppedReason).toBe('dependency side was not ready within 30 seconds');
  });

  test('stops dependents first', async () => {
    const lab = new Lab();
    await lab.serve({}, [side({}), app({ dependsOn: [{ containerName: 'side', condition: 'START' }] })]);
    await lab.call('UpdateService', { cluster: 'lab', service: 'web', desiredCount: 0 });
    await lab.until('all are down', () => lab.runtime.running().length === 0);
    expect(lab.runtime.ended).toEqual(['app', 'side']);
  });

  test('waits for a container that ignores SIGTERM until the machine ends it', async () => {
    const lab = new Lab();
    lab.runtime.script('web', { ignoresStop: true });
    await lab.serve();
    await lab.call('UpdateService', { cluster: 'lab', service: 'web', desiredCount: 0 });
    const [task] = await lab.until('it is asked to stop', async () => {
      const tasks = await lab.tasks('STOPPED');
      return tasks[0]?.lastStatus === 'STOPPING' && tasks;
    });
    expect(task!.containers![0]!.lastStatus).toBe('RUNNING');
    lab.runtime.running()[0]!.kill(137);
    await lab.until('it is STOPPED', async () => (await lab.tasks('STOPPED'))[0]?.lastStatus === 'STOPPED');
  });
});

describe('a container that is not essential', () => {
  test('and has no program here is shown as STOPPED with its reason, and the task runs on', async () => {
    const lab = new Lab();
    lab.runtime.script('side', { startFails: 'no grafana on PATH' });
    await lab.serve({}, [app(), side({ restartPolicy: { enabled: true } })]);
    const [task] = await lab.tasks();
    expect(task).toMatchObject({
      lastStatus: 'RUNNING',
      containers: [
        { name: 'app', lastStatus: 'RUNNING' },
        { name: 'side', lastStatus: 'STOPPED', reason: 'CannotStartContainerError: no grafana on PATH' },
      ],
    });
    expect(task!.containers![1]).not.toHaveProperty('exitCode', expect.anything());
    await lab.clock.turn(3_600_000);
    expect(lab.runtime.started).toHaveLength(1);
  });

  test('may exit without ending the task, and is started again when its policy says so', async () => {
    const lab = new Lab();
    await lab.serve({}, [app(), side({ restartPolicy: { enabled: true, restartAttemptPeriod: 60 } })]);
    await lab.clock.turn(60_000);
    lab.runtime.running('side')[0]!.kill(1);
    await lab.until(
      'it runs again',
      () => lab.runtime.started.length === 3 && lab.runtime.running('side').length === 1,
    );
    lab.runtime.running('side')[0]!.kill(7);
    const [task] = await lab.until('it is down', async () => {
      const tasks = await lab.tasks();
      return tasks[0]?.containers?.[1]?.lastStatus === 'STOPPED' && tasks;
    });
    expect(task).toMatchObject({ lastStatus: 'RUNNING', containers: [{}, { exitCode: 7 }] });
    expect(lab.runtime.running('app')).toHaveLength(1);
  });
});

describe('what a container gets', () => {
  test('is its environment, the value of its secrets, its ports and its user', async () => {
    const lab = new Lab();
    await lab.serve({}, [
      app({
        environment: [{ name: 'PORT', value: '5000' }],
        secrets: [{ name: 'PASSWORD', valueFrom: 'secret' }],
        portMappings: [{ containerPort: 5000 }, { containerPort: 53, protocol: 'udp' }],
        stopTimeout: 3,
        user: '1000:1000',
        workingDirectory: '/srv',
        readonlyRootFilesystem: true,
        linuxParameters: { initProcessEnabled: true },
      }),
    ]);
    expect(lab.runtime.started[0]!.spec).toEqual({
      name: 'app',
      image: 'web:1',
      environment: {
        AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE',
        AWS_REGION: 'us-east-1',
        AWS_DEFAULT_REGION: 'us-east-1',
        PORT: '5000',
        PASSWORD: 'value of secret',
      },
      ports: [5000],
      stopTimeoutSeconds: 3,
      mounts: [],
      user: '1000:1000',
      workingDirectory: '/srv',
      readOnlyRoot: true,
      init: true,
    });
  });

  test('is the volumes of the task, where it mounts them', () => {
    const mountPoints = [
      { sourceVolume: 'data', containerPath: '/data' },
      { sourceVolume: 'rules', containerPath: '/etc/rules', readOnly: true },
    ];
    const { mounts } = containerSpec({ name: 'app', mountPoints }, undefined, {}, { valueOf: () => '' });
    expect(mounts).toEqual([
      { volume: 'data', path: '/data', readOnly: false },
      { volume: 'rules', path: '/etc/rules', readOnly: true },
    ]);
  });

  test('fails with a secret that has no value: no container is started', async () => {
    const lab = new Lab({ restartBackoff: 1e9, restartBackoffMax: 1e9 });
    await lab.call('CreateCluster', { clusterName: 'lab' });
    await lab.register('web', [app({ secrets: [{ name: 'PASSWORD', valueFrom: 'missing' }] })]);
    await lab.create();
    const stopped = await lab.until('a task has stopped', async () => (await lab.tasks('STOPPED'))[0]);
    expect(stopped).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: 'ResourceInitializationError: unable to pull secrets or registry auth: no secret missing',
    });
    expect(lab.runtime.started).toEqual([]);
  });

  test('is a log stream of its own', async () => {
    const lab = new Lab();
    lab.runtime.script('web', { prints: ['listening'] });
    const options = { 'awslogs-group': 'lab', 'awslogs-stream-prefix': 'app', 'awslogs-region': 'us-east-1' };
    await lab.serve({}, [app({ logConfiguration: { logDriver: 'awslogs', options } })]);
    expect(lab.lines).toEqual([{ stream: `app/app/${lab.runtime.started[0]!.taskId}`, message: 'listening' }]);
  });
});

describe('a task on its way down', () => {
  test('leaves Cloud Map before its containers get SIGTERM, and gives its interface back last', async () => {
    const lab = new Lab({ deactivating: 2_000, deprovisioning: 3_000 });
    await lab.serve();
    const [task] = await lab.tasks();
    await lab.call('StopTask', { cluster: 'lab', task: task!.taskArn });
    const describe = async () =>
      (await lab.call<{ tasks: object[] }>('DescribeTasks', { cluster: 'lab', tasks: [task!.taskArn] })).tasks[0];
    expect(await describe()).toMatchObject({ lastStatus: 'DEACTIVATING', desiredStatus: 'STOPPED' });
    expect(lab.registered.has(task!.taskArn!.split('/').at(-1)!)).toBe(false);
    expect(lab.runtime.started[0]!.running).toBe(true);
    await lab.clock.turn(2_000);
    expect(await describe()).toMatchObject({ lastStatus: 'DEPROVISIONING', containers: [{ exitCode: 0 }] });
    expect(lab.attached.has('eni-1')).toBe(true);
    await lab.clock.turn(3_000);
    expect(await describe()).toMatchObject({ lastStatus: 'STOPPED' });
    expect(lab.attached.has('eni-1')).toBe(false);
  });

  test('that is stopped while it is being provisioned never starts a container', async () => {
    const lab = new Lab({ provisioning: 5_000 });
    await lab.call('CreateCluster', { clusterName: 'lab' });
    await lab.register('web');
    await lab.create();
    const task = await lab.until('it is there', async () => (await lab.tasks())[0]);
    expect(task.lastStatus).toBe('PROVISIONING');
    await lab.call('UpdateService', { cluster: 'lab', service: 'web', desiredCount: 0 });
    await lab.until('it is STOPPED', async () => (await lab.tasks('STOPPED'))[0]?.lastStatus === 'STOPPED');
    await lab.clock.turn(10_000);
    expect([lab.runtime.started.length, lab.attached.size, lab.logged]).toEqual([0, 0, []]);
  });
});

test('2,000 tasks of one service come up, and each event names ten of them at most', async () => {
  const lab = new Lab();
  expect(await lab.serve({ desiredCount: 2_000 })).toMatchObject({ runningCount: 2_000, pendingCount: 0 });
  expect(JSON.stringify(await lab.service()).length).toBeLessThan(5_000);
});
