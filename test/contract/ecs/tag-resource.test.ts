import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-ecs';
import { ECS_ARN, EcsLab } from './_ecs-lab';

describe('TagResource, UntagResource and ListTagsForResource', () => {
  let lab: EcsLab;
  beforeAll(async () => {
    lab = await EcsLab.start();
    await lab.serve();
  });
  afterAll(() => lab.close());

  it.each([`cluster/lab`, 'service/lab/web', 'task-definition/web:1'])('of %s', async (resource) => {
    const resourceArn = `${ECS_ARN}:${resource}`;
    const tags = async () => (await lab.ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags;
    await lab.ecs.send(
      new TagResourceCommand({
        resourceArn,
        tags: [
          { key: 'a', value: '1' },
          { key: 'b', value: '1' },
        ],
      }),
    );
    await lab.ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'a', value: '2' }] }));
    expect(await tags()).toEqual([
      { key: 'b', value: '1' },
      { key: 'a', value: '2' },
    ]);
    await lab.ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['b'] }));
    expect(await tags()).toEqual([{ key: 'a', value: '2' }]);
  });

  it('fails for something that is not there', async () => {
    await expect(
      lab.ecs.send(new ListTagsForResourceCommand({ resourceArn: `${ECS_ARN}:service/lab/nothing` })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});
