import { DeregisterInstanceCommand, GetInstanceCommand, ListInstancesCommand } from '@aws-sdk/client-servicediscovery';
import { CloudMapLab } from './_cloud-map';

describe('RegisterInstance, DeregisterInstance, GetInstance and ListInstances', () => {
  let lab: CloudMapLab;
  let id: string;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
    id = (await lab.service('web')).Id!;
  });
  afterAll(() => lab.close());

  const get = (InstanceId: string) => lab.client.send(new GetInstanceCommand({ ServiceId: id, InstanceId }));

  it('keeps an instance with its attributes until it is deregistered', async () => {
    await lab.register(id, 'one', '10.0.0.1', { colour: 'blue' });
    await lab.register(id, 'two', '10.0.0.2');
    expect((await get('one')).Instance).toMatchObject({
      Id: 'one',
      Attributes: { AWS_INSTANCE_IPV4: '10.0.0.1', colour: 'blue' },
    });
    const first = await lab.client.send(new ListInstancesCommand({ ServiceId: id, MaxResults: 1 }));
    const second = await lab.client.send(new ListInstancesCommand({ ServiceId: id, NextToken: first.NextToken }));
    expect([first, second].flatMap(({ Instances }) => Instances?.map((each) => each.Id))).toEqual(['one', 'two']);
    await lab.client.send(new DeregisterInstanceCommand({ ServiceId: id, InstanceId: 'one' }));
    await expect(get('one')).rejects.toMatchObject({ name: 'InstanceNotFound' });
  });

  it('replaces the attributes of an instance that is there', async () => {
    await lab.register(id, 'again', '10.0.0.3', { colour: 'blue' });
    await lab.register(id, 'again', '10.0.0.4');
    expect((await get('again')).Instance?.Attributes).toEqual({ AWS_INSTANCE_IPV4: '10.0.0.4' });
  });

  it('fails for a service or an instance that is not there, and for attributes that DNS cannot use', async () => {
    await expect(lab.register('srv-nothing', 'one', '10.0.0.1')).rejects.toMatchObject({ name: 'ServiceNotFound' });
    await expect(
      lab.client.send(new DeregisterInstanceCommand({ ServiceId: id, InstanceId: 'nothing' })),
    ).rejects.toMatchObject({ name: 'InstanceNotFound' });
    await expect(lab.register(id, 'one', '10.0.0.256')).rejects.toMatchObject({ name: 'InvalidInput' });
    await expect(lab.register(id, 'a b', '10.0.0.1')).rejects.toMatchObject({ name: 'InvalidInput' });
    const DnsConfig = { DnsRecords: [{ Type: 'SRV' as const, TTL: 5 }] };
    const srv = await lab.service('srv', { DnsConfig });
    await expect(lab.register(srv.Id!, 'one', '10.0.0.1')).rejects.toThrow('AWS_INSTANCE_PORT is required');
  });
});
