import { CreateServiceCommand, DescribeServicesCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('DescribeServices', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.serve({ tags: [{ key: 'a', value: 'b' }] });
  });
  afterAll(() => lab.close());

  it('finds it by name and by ARN, with deployments, and events newest first', async () => {
    const { services, failures } = await lab.ecs.send(
      new DescribeServicesCommand({
        cluster: `${ECS_ARN}:cluster/lab`,
        services: [`${ECS_ARN}:service/lab/web`, 'nothing'],
        include: ['TAGS'],
      }),
    );
    const deployment = services![0]!.deployments![0]!;
    expect(deployment).toMatchObject({
      status: 'PRIMARY',
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${deployment.id} completed.`,
      failedTasks: 0,
      runningCount: 1,
    });
    expect(services![0]).toMatchObject({ schedulingStrategy: 'REPLICA', tags: [{ key: 'a', value: 'b' }] });
    expect(services![0]!.events?.[0]?.message).toBe('(service web) has reached a steady state.');
    expect(services![0]!.events?.at(-1)?.message).toMatch(
      /^\(service web\) has started 1 tasks: \(task [0-9a-f]{32}\)\.$/u,
    );
    expect(failures).toEqual([{ arn: `${ECS_ARN}:service/lab/nothing`, reason: 'MISSING' }]);
  });

  it('counts all tasks in an event, and names the first ten', async () => {
    await lab.ecs.send(new CreateServiceCommand(lab.service({ serviceName: 'many', desiredCount: 12 })));
    const { events, runningCount } = await lab.steady('many');
    expect(runningCount).toBe(12);
    expect(events?.at(-1)?.message).toMatch(/^\(service many\) has started 12 tasks:( \(task [0-9a-f]{32}\)){10}\.$/u);
  });

  it('fails for a cluster that is not there and for more than ten services', async () => {
    await expect(
      lab.ecs.send(new DescribeServicesCommand({ cluster: 'nowhere', services: ['web'] })),
    ).rejects.toMatchObject({ name: 'ClusterNotFoundException' });
    const services = Array.from({ length: 11 }, (_, i) => `s${i}`);
    await expect(lab.ecs.send(new DescribeServicesCommand({ services }))).rejects.toThrow(
      'Services cannot contain more than 10 elements.',
    );
  });
});
