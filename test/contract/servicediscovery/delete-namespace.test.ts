import { DeleteNamespaceCommand, DeleteServiceCommand, GetNamespaceCommand } from '@aws-sdk/client-servicediscovery';
import { CloudMapLab } from './_cloud-map';

describe('DeleteNamespace', () => {
  let lab: CloudMapLab;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
  });
  afterAll(() => lab.close());

  const remove = (Id: string) => lab.client.send(new DeleteNamespaceCommand({ Id }));

  it('fails while it has services, and takes it away afterwards', async () => {
    const { Id } = await lab.service('web');
    await expect(remove(lab.namespace)).rejects.toMatchObject({ name: 'ResourceInUse' });
    await lab.client.send(new DeleteServiceCommand({ Id }));
    await remove(lab.namespace);
    await expect(lab.client.send(new GetNamespaceCommand({ Id: lab.namespace }))).rejects.toMatchObject({
      name: 'NamespaceNotFound',
    });
  });

  it('fails for one that is not there', async () => {
    await expect(remove('ns-nothing')).rejects.toMatchObject({ name: 'NamespaceNotFound' });
  });
});
