import { DeleteServiceCommand, GetServiceCommand, UpdateServiceCommand } from '@aws-sdk/client-servicediscovery';
import { CloudMapLab } from './_cloud-map';

describe('UpdateService and DeleteService', () => {
  let lab: CloudMapLab;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
  });
  afterAll(() => lab.close());

  it('changes the records and the description', async () => {
    const { Id } = await lab.service('web');
    const DnsRecords = [{ Type: 'A' as const, TTL: 60 }];
    await lab.client.send(
      new UpdateServiceCommand({ Id, Service: { Description: 'slow', DnsConfig: { DnsRecords } } }),
    );
    const { Service } = await lab.client.send(new GetServiceCommand({ Id }));
    expect(Service).toMatchObject({ Description: 'slow', DnsConfig: { DnsRecords } });
  });

  it('fails to delete a service with instances, or one that is not there', async () => {
    const { Id } = await lab.service('busy');
    await lab.register(Id!, 'one', '10.0.0.1');
    await expect(lab.client.send(new DeleteServiceCommand({ Id }))).rejects.toMatchObject({
      name: 'ResourceInUse',
      message: 'Service contains registered instances; delete the instances before deleting the service',
    });
    await expect(lab.client.send(new DeleteServiceCommand({ Id: 'srv-nothing' }))).rejects.toMatchObject({
      name: 'ServiceNotFound',
    });
    await expect(lab.client.send(new UpdateServiceCommand({ Id: 'srv-nothing', Service: {} }))).rejects.toMatchObject({
      name: 'ServiceNotFound',
    });
  });
});
