import {
  CreatePrivateDnsNamespaceCommand,
  GetNamespaceCommand,
  GetOperationCommand,
} from '@aws-sdk/client-servicediscovery';
import { CloudMapLab, createNamespace } from './_cloud-map';

describe('CreatePrivateDnsNamespace and GetNamespace', () => {
  let lab: CloudMapLab;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
  });
  afterAll(() => lab.close());

  it('is an operation that has succeeded, and leads to the namespace', async () => {
    const { OperationId } = await lab.client.send(
      new CreatePrivateDnsNamespaceCommand({ Name: 'sre.local', Vpc: 'vpc-1', Description: 'the lab' }),
    );
    const { Operation } = await lab.client.send(new GetOperationCommand({ OperationId }));
    expect(Operation).toMatchObject({ Id: OperationId, Type: 'CREATE_NAMESPACE', Status: 'SUCCESS' });
    const { Namespace } = await lab.client.send(new GetNamespaceCommand({ Id: Operation!.Targets!.NAMESPACE! }));
    expect(Namespace).toMatchObject({
      Id: expect.stringMatching(/^ns-[a-z2-7]{16}$/u),
      Name: 'sre.local',
      Type: 'DNS_PRIVATE',
      Description: 'the lab',
      ServiceCount: 0,
      Properties: {
        DnsProperties: { HostedZoneId: expect.stringMatching(/^Z/u) },
        HttpProperties: { HttpName: 'sre.local' },
      },
    });
    expect(Namespace!.Arn).toContain(`:namespace/${Namespace!.Id}`);
  });

  it('lets two VPCs have the same name, and fails for a second one in a VPC', async () => {
    await createNamespace(lab.client, 'twice.local');
    await createNamespace(lab.client, 'twice.local', 'vpc-2');
    await expect(createNamespace(lab.client, 'twice.local')).rejects.toMatchObject({ name: 'NamespaceAlreadyExists' });
  });

  it('fails for a name that is not a domain, and for one that is not there', async () => {
    await expect(createNamespace(lab.client, 'a b')).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(lab.client.send(new GetNamespaceCommand({ Id: 'ns-nothing' }))).rejects.toMatchObject({
      name: 'NamespaceNotFound',
    });
    await expect(lab.client.send(new GetOperationCommand({ OperationId: 'nothing' }))).rejects.toMatchObject({
      name: 'OperationNotFound',
    });
  });
});
