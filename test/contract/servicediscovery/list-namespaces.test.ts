import { ListNamespacesCommand, ListOperationsCommand } from '@aws-sdk/client-servicediscovery';
import { CloudMapLab, createNamespace } from './_cloud-map';

describe('ListNamespaces and ListOperations', () => {
  let lab: CloudMapLab;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
    await createNamespace(lab.client, 'sre.local');
  });
  afterAll(() => lab.close());

  const names = async (Filters?: NonNullable<ListNamespacesCommand['input']['Filters']>) =>
    (await lab.client.send(new ListNamespacesCommand({ Filters }))).Namespaces?.map(({ Name }) => Name);

  it('filters by name, type and owner, and goes page by page', async () => {
    expect(await names()).toEqual(['lab.local', 'sre.local']);
    expect(await names([{ Name: 'NAME', Values: ['sre.local'] }])).toEqual(['sre.local']);
    expect(await names([{ Name: 'NAME', Values: ['sre'], Condition: 'BEGINS_WITH' }])).toEqual(['sre.local']);
    expect(await names([{ Name: 'TYPE', Values: ['HTTP'] }])).toEqual([]);
    const first = await lab.client.send(new ListNamespacesCommand({ MaxResults: 1 }));
    const second = await lab.client.send(new ListNamespacesCommand({ NextToken: first.NextToken }));
    expect(second.Namespaces?.map(({ Name }) => Name)).toEqual(['sre.local']);
  });

  it('lists the operations that made them', async () => {
    const list = async (id: string) =>
      (await lab.client.send(new ListOperationsCommand({ Filters: [{ Name: 'NAMESPACE_ID', Values: [id] }] })))
        .Operations;
    expect(await list(lab.namespace)).toMatchObject([{ Status: 'SUCCESS' }]);
    expect(await list('ns-nothing')).toEqual([]);
  });

  it('fails for a filter that it does not know and for a token that it did not give', async () => {
    await expect(names([{ Name: 'COLOUR' as 'NAME', Values: ['blue'] }])).rejects.toMatchObject({
      name: 'InvalidInput',
    });
    await expect(lab.client.send(new ListNamespacesCommand({ NextToken: 'x' }))).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });
});
