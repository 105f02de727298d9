import { DeleteServiceCommand, UpdateServiceCommand, type UpdateServiceCommandInput } from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('UpdateService', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await EcsLab.start();
  });
  afterEach(() => lab.close());

  const update = (more: Partial<UpdateServiceCommandInput> = {}) =>
    lab.ecs.send(new UpdateServiceCommand({ cluster: 'lab', service: 'web', ...more }));

  it('scales out and in without a new deployment', async () => {
    const before = await lab.serve();
    await update({ desiredCount: 3 });
    expect((await lab.steady()).runningCount).toBe(3);
    await update({ desiredCount: 0 });
    const after = await until('nothing runs', async () => {
      const service = await lab.describe();
      return service.runningCount === 0 ? service : undefined;
    });
    expect(after.deployments?.[0]?.id).toBe(before.deployments?.[0]?.id);
    const [stopped] = await lab.tasks('STOPPED');
    expect(stopped).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${before.deployments?.[0]?.id})`,
    });
  });

  it('deploys another task definition, and replaces tasks when it is forced to', async () => {
    const before = await lab.serve();
    const arn = await lab.register();
    const { service } = await update({ taskDefinition: 'web' });
    expect(service?.deployments).toMatchObject([
      { status: 'PRIMARY', taskDefinition: arn, rolloutState: 'IN_PROGRESS' },
      { status: 'ACTIVE', id: before.deployments?.[0]?.id },
    ]);
    const second = await lab.steady();
    expect(second.taskDefinition).toBe(arn);
    await update({ forceNewDeployment: true });
    expect((await lab.steady()).deployments?.[0]?.id).not.toBe(second.deployments?.[0]?.id);
    expect(lab.runtime.running()).toHaveLength(1);
  });

  it('rolls back to the previous version when the new one cannot start', async () => {
    const deploymentCircuitBreaker = { enable: true, rollback: true };
    const before = await lab.serve({ deploymentConfiguration: { deploymentCircuitBreaker } });
    const [serving] = lab.runtime.running();
    lab.runtime.script('broken', { pullFails: 'broken:1: not found' });
    await lab.register({ containerDefinitions: [{ name: 'app', image: 'broken:1' }] });
    const { service } = await update({ taskDefinition: 'web' });
    const failed = service!.deployments![0]!.id!;
    const after = await until('it is rolled back', async () => {
      const now = await lab.describe();
      return now.deployments?.[0]?.id !== failed ? now : undefined;
    });
    expect(after.taskDefinition).toBe(before.taskDefinition);
    const messages = (await lab.steady()).events!.map(({ message }) => message);
    expect(messages).toContain(`(service web) (deployment ${failed}) deployment failed: tasks failed to start.`);
    expect(messages).toContain(`(service web) rolling back to deployment ${before.deployments![0]!.id}.`);
    expect(serving!.running).toBe(true);
  });

  it('fails for a service that is not there or not ACTIVE any more, and for what CreateService refuses', async () => {
    await expect(update()).rejects.toMatchObject({ name: 'ServiceNotFoundException', message: 'Service not found.' });
    await lab.serve();
    await expect(update({ taskDefinition: 'web:9' })).rejects.toThrow('TaskDefinition not found.');
    await expect(
      update({ deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } }),
    ).rejects.toThrow('as this will block deployments');
    await expect(update({ capacityProviderStrategy: [] })).rejects.toThrow('capacityProviderStrategy');
    await lab.ecs.send(new DeleteServiceCommand({ cluster: 'lab', service: 'web', force: true }));
    await expect(update()).rejects.toMatchObject({
      name: 'ServiceNotActiveException',
      message: 'Service was not ACTIVE.',
    });
  });
});
