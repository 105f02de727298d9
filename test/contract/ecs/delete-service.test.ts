import { CreateServiceCommand, DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { EcsLab, until } from './_ecs-lab';

describe('DeleteService', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await EcsLab.start();
  });
  afterEach(() => lab.close());

  const remove = (force?: boolean) => lab.ecs.send(new DeleteServiceCommand({ cluster: 'lab', service: 'web', force }));

  it('drains, becomes INACTIVE when the last task is STOPPED, and frees the name', async () => {
    await lab.serve({ desiredCount: 2 });
    expect((await remove(true)).service).toMatchObject({ status: 'DRAINING', desiredCount: 0 });
    await until('it is INACTIVE', async () => ((await lab.describe()).status === 'INACTIVE' ? true : undefined));
    expect(lab.runtime.running()).toEqual([]);
    const { service } = await lab.ecs.send(new CreateServiceCommand(lab.service()));
    expect(service?.status).toBe('ACTIVE');
  });

  it('fails above 0 unless forced, and for a service that is not there', async () => {
    await expect(remove()).rejects.toMatchObject({ name: 'ServiceNotFoundException' });
    await lab.serve();
    await expect(remove()).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: 'The service cannot be stopped while it is scaled above 0.',
    });
  });
});
