import { ListTagsForResourceCommand, TagResourceCommand, UntagResourceCommand } from '@aws-sdk/client-servicediscovery';
import { CloudMapLab } from './_cloud-map';

describe('TagResource, UntagResource and ListTagsForResource', () => {
  let lab: CloudMapLab;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
  });
  afterAll(() => lab.close());

  it('of a service', async () => {
    const { Arn: ResourceARN } = await lab.service('web', { Tags: [{ Key: 'a', Value: '1' }] });
    const tags = async () => (await lab.client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags;
    await lab.client.send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] }));
    expect(await tags()).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ]);
    await lab.client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['a'] }));
    expect(await tags()).toEqual([{ Key: 'b', Value: '2' }]);
  });

  it('fails for something that is not there', async () => {
    await expect(
      lab.client.send(new ListTagsForResourceCommand({ ResourceARN: 'arn:aws:servicediscovery:::service/srv-x' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
