import {
  DeleteClusterCommand,
  DeleteServiceCommand,
  DescribeClustersCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('DeleteCluster', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await EcsLab.start();
  });
  afterEach(() => lab.close());

  const remove = () => lab.ecs.send(new DeleteClusterCommand({ cluster: 'lab' }));

  it('fails while services or tasks are in it, and leaves it INACTIVE afterwards', async () => {
    await lab.serve();
    await expect(remove()).rejects.toMatchObject({
      name: 'ClusterContainsServicesException',
      message: 'The Cluster cannot be deleted while Services are active.',
    });
    await lab.ecs.send(new DeleteServiceCommand({ cluster: 'lab', service: 'web', force: true }));
    const { tasks } = await lab.ecs.send(
      new RunTaskCommand({
        cluster: 'lab',
        taskDefinition: 'web',
        launchType: 'FARGATE',
        networkConfiguration: lab.networkConfiguration,
      }),
    );
    await expect(remove()).rejects.toMatchObject({ name: 'ClusterContainsTasksException' });
    await lab.ecs.send(new StopTaskCommand({ cluster: 'lab', task: tasks![0]!.taskArn! }));
    const { cluster } = await until('the cluster can be deleted', () => remove().catch(() => undefined));
    expect(cluster?.status).toBe('INACTIVE');
    const { clusters } = await lab.ecs.send(new DescribeClustersCommand({ clusters: ['lab'] }));
    expect(clusters?.[0]?.status).toBe('INACTIVE');
  });

  it('fails for a cluster that is not there', async () => {
    await expect(lab.ecs.send(new DeleteClusterCommand({ cluster: 'nowhere' }))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
      message: 'Cluster not found.',
    });
  });
});
