import { CreateServiceCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('ListServices', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.register();
    for (let i = 0; i < 11; i++)
      await lab.ecs.send(new CreateServiceCommand(lab.service({ serviceName: `s${i}`, desiredCount: 0 })));
  });
  afterAll(() => lab.close());

  it('answers ten a page unless asked otherwise', async () => {
    const first = await lab.ecs.send(new ListServicesCommand({ cluster: 'lab' }));
    expect(first.serviceArns).toHaveLength(10);
    const second = await lab.ecs.send(new ListServicesCommand({ cluster: 'lab', nextToken: first.nextToken }));
    expect(second.serviceArns).toEqual([`${ECS_ARN}:service/lab/s10`]);
    const none = await lab.ecs.send(new ListServicesCommand({ cluster: 'lab', launchType: 'EC2' }));
    expect(none.serviceArns).toEqual([]);
  });

  it('fails for a cluster that is not there', async () => {
    await expect(lab.ecs.send(new ListServicesCommand({}))).rejects.toMatchObject({
      name: 'ClusterNotFoundException',
    });
  });
});
