import { CreateClusterCommand, ListClustersCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('ListClusters', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
  });
  afterAll(() => lab.close());

  it('goes through all of them page by page', async () => {
    await lab.ecs.send(new CreateClusterCommand({ clusterName: 'second' }));
    const first = await lab.ecs.send(new ListClustersCommand({ maxResults: 1 }));
    expect(first.clusterArns).toEqual([`${ECS_ARN}:cluster/lab`]);
    const second = await lab.ecs.send(new ListClustersCommand({ maxResults: 1, nextToken: first.nextToken }));
    expect(second).toMatchObject({ clusterArns: [`${ECS_ARN}:cluster/second`] });
    expect(second.nextToken).toBeUndefined();
  });

  it('fails for a token that it did not give', async () => {
    await expect(lab.ecs.send(new ListClustersCommand({ nextToken: 'made-up' }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });
});
