import { Lab, REGISTRY } from './_lab';

const CHECKED = [
  {
    name: 'app',
    image: 'web:1',
    healthCheck: { command: ['CMD', 'node', 'healthcheck.js'], interval: 10, retries: 2 },
  },
];

test('a service comes up: network interface, containers, Cloud Map, RUNNING, steady, in the words of ECS', async () => {
  const lab = new Lab();
  const service = await lab.serve();
  const [task] = await lab.tasks();
  const id = task!.taskArn!.split('/').at(-1)!;
  expect(service.runningCount).toBe(1);
  expect(task).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', group: 'service:web' });
  expect(lab.registered.get(id)).toEqual({
    AVAILABILITY_ZONE: 'us-east-1a',
    AWS_INIT_HEALTH_STATUS: 'HEALTHY',
    AWS_INSTANCE_IPV4: '10.0.0.1',
    ECS_CLUSTER_NAME: 'lab',
    ECS_SERVICE_NAME: 'web',
    ECS_TASK_DEFINITION_FAMILY: 'web',
    REGION: 'us-east-1',
  });
  expect(lab.runtime.sandboxes.get(id)).toMatchObject({ reachable: true });
  const deployment = service.deployments![0]!.id;
  expect(await lab.events()).toEqual([
    '(service web) has reached a steady state.',
    `(service web) (deployment ${deployment}) deployment completed.`,
    `(service web) has started 1 tasks: (task ${id}).`,
  ]);
});

test('a killed task is stopped, replaced at once and registered again, 200 times in a row', async () => {
  const lab = new Lab({ healthyAfter: 1_000, restartBackoff: 1_000, restartBackoffMax: 60_000 });
  await lab.serve();
  const before = lab.clock.now();
  for (let i = 0; i < 200; i++) {
    const [container] = lab.runtime.running();
    container!.kill(1);
    await lab.until('another container runs', () => lab.runtime.running().find((each) => each !== container));
  }
  expect(lab.clock.now()).toBe(before);
  await lab.steady();
  await lab.until('only one sandbox is left', () => lab.runtime.sandboxes.size === 1);
  expect(lab.registered.size).toBe(1);
  expect(lab.attached.size).toBe(1);
  expect(await lab.tasks('STOPPED')).toHaveLength(100);
  const [stopped] = await lab.tasks('STOPPED');
  expect(stopped).toMatchObject({
    lastStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    containers: [{ name: 'app', lastStatus: 'STOPPED', exitCode: 1 }],
  });
  expect((await lab.service()).events).toHaveLength(100);
});

test('a task with a health check is in the answers only while it is healthy', async () => {
  const lab = new Lab();
  lab.runtime.script('web', { health: [false, true, true, false] });
  const service = await lab.serve({}, CHECKED);
  const [task] = await lab.tasks();
  const id = task!.taskArn!.split('/').at(-1)!;
  expect(task).toMatchObject({ healthStatus: 'HEALTHY', containers: [{ healthStatus: 'HEALTHY' }] });
  expect(lab.registered.get(id)?.['AWS_INIT_HEALTH_STATUS']).toBe('UNHEALTHY');
  expect(lab.healthy.get(id)).toBe(true);
  expect(service.deployments![0]!.failedTasks).toBe(0);

  lab.runtime.script('web', { health: [true] });
  await lab.until('a replacement starts', () => lab.runtime.started.length === 2);
  expect(lab.healthy.get(id)).toBe(false);
  expect(lab.runtime.sandboxes.get(id)).toMatchObject({ reachable: false });
  await lab.until('the unhealthy task is gone', () => !lab.registered.has(id));
  await lab.steady();
  const [, ...older] = await lab.events();
  expect(older).toContain(`(service web) (task ${id}) failed container health checks.`);
  expect(older.join()).toContain('Amazon ECS replaced 1 tasks due to an unhealthy status.');
  expect((await lab.tasks('STOPPED'))[0]).toMatchObject({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Task failed container health checks',
  });
});

test('a version that cannot start fails, says why, and the previous one keeps serving', async () => {
  const lab = new Lab({ restartBackoff: 1_000, restartBackoffMax: 60_000 });
  const service = await lab.serve({
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  });
  const good = service.deployments![0]!.id;
  const [serving] = lab.runtime.running();
  lab.runtime.script('broken', { pullFails: 'pull image manifest has been retried 1 time(s): broken:1: not found' });
  await lab.register('web', [{ name: 'app', image: 'broken:1' }]);
  const started = lab.clock.now();
  await lab.call('UpdateService', { cluster: 'lab', service: 'web', taskDefinition: 'web:2' });
  const after = await lab.until('it is rolled back', async () => {
    const now = await lab.service();
    return now.deployments![0]!.id === good && now.deployments![0]!.rolloutState === 'COMPLETED' && now;
  });
  expect(lab.clock.now() - started).toBeLessThanOrEqual(4_000);
  expect(after.taskDefinition).toMatch(/web:1$/u);
  expect(serving!.running).toBe(true);
  const events = await lab.events();
  expect(events).toContain(
    '(service web) was unable to place a task. Reason: CannotPullContainerError: pull image manifest has been retried 1 time(s): broken:1: not found.',
  );
  expect(events.join('\n')).toMatch(/\(deployment ecs-svc\/\d{19}\) deployment failed: tasks failed to start\./u);
  expect(events).toContain(`(service web) rolling back to deployment ${good}.`);
  expect(events).toContain('(service web) is unable to consistently start tasks successfully.');
});

test('a version whose first task crashes at once fails in the same way', async () => {
  const lab = new Lab({ healthyAfter: 1_000 });
  lab.runtime.script('crash', { exitsAtOnce: 3 });
  await lab.serve({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } } });
  await lab.register('web', [{ name: 'app', image: 'crash:1' }]);
  await lab.call('UpdateService', { cluster: 'lab', service: 'web', taskDefinition: 'web:2' });
  await lab.until('it is rolled back', async () =>
    (await lab.events()).some((message) => message.includes('rolling back to deployment')),
  );
  expect(lab.runtime.started.filter((each) => each.spec.image === 'crash:1')).toHaveLength(3);
  expect((await lab.steady()).taskDefinition).toMatch(/web:1$/u);
});

test('StopTask stops the task with the reason given, and the service starts another', async () => {
  const lab = new Lab();
  await lab.serve();
  const [task] = await lab.tasks();
  await lab.call('StopTask', { cluster: 'lab', task: task!.taskArn, reason: 'practice' });
  await lab.until('there is another', async () => (await lab.tasks())[0]?.lastStatus === 'RUNNING');
  expect((await lab.tasks())[0]!.taskArn).not.toBe(task!.taskArn);
  expect((await lab.tasks('STOPPED'))[0]).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'practice' });
});

test('a forced deployment replaces the task without a gap', async () => {
  const lab = new Lab({ healthyAfter: 1_000 });
  await lab.serve();
  const [old] = lab.runtime.running();
  await lab.call('UpdateService', { cluster: 'lab', service: 'web', forceNewDeployment: true });
  await lab.until('there are two', () => lab.runtime.running().length === 2);
  expect((await lab.service()).deployments).toHaveLength(2);
  await lab.steady();
  expect(old!.running).toBe(false);
  expect((await lab.tasks('STOPPED'))[0]!.stoppedReason).toMatch(
    /^Scaling activity initiated by \(deployment ecs-svc/u,
  );
});

test('a deleted service drains and is INACTIVE when its last task is STOPPED', async () => {
  const lab = new Lab({ deprovisioning: 5_000 });
  await lab.serve({ desiredCount: 2 });
  await lab.call('DeleteService', { cluster: 'lab', service: 'web', force: true });
  await lab.until('its tasks are leaving', async () => (await lab.tasks()).length === 0);
  expect(await lab.service()).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
  await lab.until('it is INACTIVE', async () => (await lab.service()).status === 'INACTIVE');
  expect([lab.attached.size, lab.registered.size, lab.runtime.sandboxes.size]).toEqual([0, 0, 0]);
});

test('close stops every task, and twice is fine', async () => {
  const lab = new Lab();
  await lab.serve({ desiredCount: 3 });
  await Promise.all([lab.ecs.close(), lab.ecs.close()]);
  expect([lab.runtime.running().length, lab.attached.size, lab.clock.pending]).toEqual([0, 0, 0]);
  expect(REGISTRY).toContain('srv-');
});

test('tells the events of the service and why each task ended, for who reads about it afterwards', async () => {
  const lab = new Lab();
  await lab.serve();
  const [task] = await lab.tasks();
  lab.runtime.running()[0]!.kill(3);
  await lab.until('its end is told', () => lab.told.find((line) => line.includes('has stopped:')));
  expect(lab.told).toContain('(service web) has reached a steady state.');
  expect(lab.told).toContain(
    `(task ${task!.taskArn!.split('/').at(-1)}) of web:1 has stopped: EssentialContainerExited ` +
      'Essential container in task exited; app: exit code 3',
  );
});
