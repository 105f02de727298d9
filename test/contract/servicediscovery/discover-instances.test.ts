import {
  DiscoverInstancesCommand,
  DiscoverInstancesRevisionCommand,
  type DiscoverInstancesCommandInput,
} from '@aws-sdk/client-servicediscovery';
import { CloudMapLab } from './_cloud-map';

describe('DiscoverInstances', () => {
  let lab: CloudMapLab;
  let service: string;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
    service = (await lab.service('web', { HealthCheckCustomConfig: {} })).Id!;
    await lab.register(service, 'one', '10.0.0.1', { zone: 'a', colour: 'blue' });
    await lab.register(service, 'two', '10.0.0.2', { zone: 'a' });
    await lab.register(service, 'sick', '10.0.0.3', { zone: 'b', AWS_INIT_HEALTH_STATUS: 'UNHEALTHY' });
  });
  afterAll(() => lab.close());

  const discover = async (more: Partial<DiscoverInstancesCommandInput> = {}) => {
    const input = { NamespaceName: 'lab.local', ServiceName: 'web', ...more };
    const { Instances } = await lab.client.send(new DiscoverInstancesCommand(input));
    return Instances?.map(({ InstanceId }) => InstanceId);
  };

  it('answers the healthy ones, or by health as asked, or all when none is healthy', async () => {
    expect(await discover()).toEqual(['one', 'two']);
    expect(await discover({ HealthStatus: 'UNHEALTHY' })).toEqual(['sick']);
    expect(await discover({ HealthStatus: 'ALL' })).toEqual(['one', 'two', 'sick']);
    expect(await discover({ QueryParameters: { zone: 'b' } })).toEqual(['sick']);
    expect(await discover({ QueryParameters: { zone: 'b' }, HealthStatus: 'HEALTHY' })).toEqual([]);
  });

  it('narrows by all of QueryParameters, and by OptionalParameters where something is left', async () => {
    expect(await discover({ QueryParameters: { zone: 'a', colour: 'blue' } })).toEqual(['one']);
    expect(await discover({ OptionalParameters: { colour: 'blue' } })).toEqual(['one']);
    expect(await discover({ OptionalParameters: { colour: 'green' } })).toEqual(['one', 'two']);
    expect(await discover({ MaxResults: 1 })).toHaveLength(1);
  });

  it('has a revision that grows with each change', async () => {
    const names = { NamespaceName: 'lab.local', ServiceName: 'web' };
    const revision = async () =>
      (await lab.client.send(new DiscoverInstancesRevisionCommand(names))).InstancesRevision!;
    const before = await revision();
    expect(await revision()).toBe(before);
    await lab.register(service, 'three', '10.0.0.4');
    expect(await revision()).toBeGreaterThan(before);
  });

  it('fails for names that are not there', async () => {
    await expect(discover({ NamespaceName: 'nowhere' })).rejects.toMatchObject({ name: 'NamespaceNotFound' });
    await expect(discover({ ServiceName: 'nothing' })).rejects.toMatchObject({ name: 'ServiceNotFound' });
  });
});
