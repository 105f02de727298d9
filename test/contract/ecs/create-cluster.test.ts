import { CreateClusterCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('CreateCluster', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
  });
  afterAll(() => lab.close());

  it('makes an ACTIVE cluster with its settings and tags', async () => {
    const { cluster } = await lab.ecs.send(
      new CreateClusterCommand({
        clusterName: 'other',
        settings: [{ name: 'containerInsights', value: 'enabled' }],
        tags: [{ key: 'team', value: 'three' }],
      }),
    );
    expect(cluster).toMatchObject({
      clusterArn: `${ECS_ARN}:cluster/other`,
      clusterName: 'other',
      status: 'ACTIVE',
      settings: [{ name: 'containerInsights', value: 'enabled' }],
      tags: [{ key: 'team', value: 'three' }],
      runningTasksCount: 0,
    });
  });

  it('is named default without a name, and answers a cluster that is there as it is', async () => {
    const first = await lab.ecs.send(new CreateClusterCommand({}));
    expect(first.cluster?.clusterName).toBe('default');
    const again = await lab.ecs.send(new CreateClusterCommand({ tags: [{ key: 'a', value: 'b' }] }));
    expect(again.cluster).toEqual(first.cluster);
  });

  it('fails for a name that ECS does not allow and for members that are not supported', async () => {
    await expect(lab.ecs.send(new CreateClusterCommand({ clusterName: 'a b' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    await expect(lab.ecs.send(new CreateClusterCommand({ capacityProviders: ['FARGATE_SPOT'] }))).rejects.toThrow(
      'capacityProviders must be empty',
    );
    await expect(
      lab.ecs.send(new CreateClusterCommand({ serviceConnectDefaults: { namespace: 'x' } })),
    ).rejects.toThrow('serviceConnectDefaults');
  });
});
