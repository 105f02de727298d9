import {
  CreateServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { EcsLab } from './_ecs-lab';

describe('DeregisterTaskDefinition and DeleteTaskDefinitions', () => {
  let lab: EcsLab;
  beforeEach(async () => {
    lab = await EcsLab.start();
  });
  afterEach(() => lab.close());

  const deregister = (taskDefinition: string) => lab.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));

  it('makes a revision INACTIVE: no new service takes it, but it can still be described', async () => {
    const arn = await lab.register();
    expect((await deregister('web:1')).taskDefinition).toMatchObject({ status: 'INACTIVE' });
    await expect(lab.ecs.send(new CreateServiceCommand(lab.service({ taskDefinition: arn })))).rejects.toMatchObject({
      name: 'ClientException',
      message: 'TaskDefinition is inactive',
    });
    const { taskDefinition } = await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
    expect(taskDefinition?.deregisteredAt).toBeInstanceOf(Date);
  });

  it('fails without a revision, twice, and for one that is not there', async () => {
    await lab.register();
    await expect(deregister('web')).rejects.toMatchObject({ name: 'ClientException', message: 'Revision is missing.' });
    await expect(deregister('web:9')).rejects.toThrow('Unable to describe task definition.');
    await deregister('web:1');
    await expect(deregister('web:1')).rejects.toThrow('The specified task definition is inactive.');
  });

  it('deletes only what is INACTIVE, and never gives a number twice', async () => {
    const [first, second] = [await lab.register(), await lab.register()];
    await deregister(second);
    const { taskDefinitions, failures } = await lab.ecs.send(
      new DeleteTaskDefinitionsCommand({ taskDefinitions: [first, second, 'web:9'] }),
    );
    expect(taskDefinitions).toMatchObject([{ taskDefinitionArn: second, status: 'DELETE_IN_PROGRESS' }]);
    expect(failures?.map(({ arn }) => arn)).toEqual([first, 'web:9']);
    expect(await lab.register()).toMatch(/web:3$/u);
  });
});
