import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { EcsLab } from './_ecs-lab';

describe('DescribeTaskDefinition', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
  });
  afterAll(() => lab.close());

  it('finds it by ARN, by family and revision, and by family: the newest', async () => {
    const arn = await lab.register({ tags: [{ key: 'a', value: 'b' }] });
    const newest = await lab.register();
    const of = async (taskDefinition: string) =>
      (await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition?.taskDefinitionArn;
    expect([await of(arn), await of('web:1'), await of('web')]).toEqual([arn, arn, newest]);
    const { tags } = await lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] }));
    expect(tags).toEqual([{ key: 'a', value: 'b' }]);
  });

  it('fails for one that is not there', async () => {
    await expect(
      lab.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'nothing:7' })),
    ).rejects.toMatchObject({ name: 'ClientException', message: 'Unable to describe task definition.' });
  });
});
