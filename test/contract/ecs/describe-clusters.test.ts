import { DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('DescribeClusters', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
  });
  afterAll(() => lab.close());

  it('counts services and tasks, and reports what is missing as a failure', async () => {
    await lab.serve({ desiredCount: 2 });
    const { clusters, failures } = await lab.ecs.send(
      new DescribeClustersCommand({ clusters: ['lab', `${ECS_ARN}:cluster/nowhere`], include: ['SETTINGS'] }),
    );
    expect(clusters).toMatchObject([
      { clusterName: 'lab', status: 'ACTIVE', activeServicesCount: 1, runningTasksCount: 2, pendingTasksCount: 0 },
    ]);
    expect(clusters![0]!.settings).toEqual([{ name: 'containerInsights', value: 'disabled' }]);
    expect(failures).toEqual([{ arn: `${ECS_ARN}:cluster/nowhere`, reason: 'MISSING' }]);
  });
});
