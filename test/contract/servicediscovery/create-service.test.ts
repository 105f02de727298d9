import {
  GetServiceCommand,
  ListServicesCommand,
  type CreateServiceCommandInput,
} from '@aws-sdk/client-servicediscovery';
import { CloudMapLab, createNamespace } from './_cloud-map';

describe('CreateService, GetService and ListServices', () => {
  let lab: CloudMapLab;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
  });
  afterAll(() => lab.close());

  it('makes a service that DNS answers for', async () => {
    const made = await lab.service('web', { HealthCheckCustomConfig: { FailureThreshold: 1 } });
    expect(made).toMatchObject({
      Id: expect.stringMatching(/^srv-[a-z2-7]{16}$/u),
      Name: 'web',
      NamespaceId: lab.namespace,
      Type: 'DNS_HTTP',
      DnsConfig: { RoutingPolicy: 'MULTIVALUE', DnsRecords: [{ Type: 'A', TTL: 10 }] },
      HealthCheckCustomConfig: { FailureThreshold: 1 },
    });
    const byArn = await lab.client.send(new GetServiceCommand({ Id: made.Arn }));
    expect(byArn.Service).toMatchObject({ Id: made.Id, InstanceCount: 0 });
  });

  it('makes one for the API alone, and takes the namespace from the DNS configuration', async () => {
    expect(await lab.service('api', { DnsConfig: undefined })).toMatchObject({ Type: 'HTTP' });
    const DnsConfig = { NamespaceId: lab.namespace, DnsRecords: [{ Type: 'SRV' as const, TTL: 5 }] };
    expect(await lab.service('srv', { NamespaceId: undefined, DnsConfig })).toMatchObject({
      NamespaceId: lab.namespace,
    });
  });

  it('lists them by namespace', async () => {
    const other = await createNamespace(lab.client, 'other.local');
    const { Id } = await lab.service('alone', { NamespaceId: other });
    const { Services } = await lab.client.send(
      new ListServicesCommand({ Filters: [{ Name: 'NAMESPACE_ID', Values: [other], Condition: 'EQ' }] }),
    );
    expect(Services?.map((service) => service.Id)).toEqual([Id]);
  });

  it.each<[string, Partial<CreateServiceCommandInput>, string]>([
    ['a namespace that is not there', { NamespaceId: 'ns-nothing' }, 'NamespaceNotFound'],
    ['no namespace', { NamespaceId: undefined }, 'InvalidInput'],
    ['a name that is there, in other letters', { Name: 'TAKEN' }, 'ServiceAlreadyExists'],
    ['a name that is no label', { Name: 'a b' }, 'InvalidInput'],
    ['a record that it does not make', { DnsConfig: { DnsRecords: [{ Type: 'CNAME', TTL: 1 }] } }, 'InvalidInput'],
    ['a Route 53 health check', { HealthCheckConfig: { Type: 'HTTP' } }, 'InvalidInput'],
  ])('fails for %s', async (_what, more, name) => {
    await lab.service('taken').catch(() => undefined);
    await expect(lab.service('refused', more)).rejects.toMatchObject({ name });
  });

  it('fails for a service that is not there', async () => {
    await expect(lab.client.send(new GetServiceCommand({ Id: 'srv-nothing' }))).rejects.toMatchObject({
      name: 'ServiceNotFound',
    });
  });
});
