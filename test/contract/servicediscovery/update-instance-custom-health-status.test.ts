import {
  GetInstancesHealthStatusCommand,
  UpdateInstanceCustomHealthStatusCommand,
} from '@aws-sdk/client-servicediscovery';
import { CloudMapLab } from './_cloud-map';

describe('UpdateInstanceCustomHealthStatus and GetInstancesHealthStatus', () => {
  let lab: CloudMapLab;
  let checked: string;
  let unchecked: string;
  beforeAll(async () => {
    lab = await CloudMapLab.start();
    checked = (await lab.service('checked', { HealthCheckCustomConfig: {} })).Id!;
    unchecked = (await lab.service('unchecked')).Id!;
    await lab.register(checked, 'one', '10.0.0.1');
    await lab.register(checked, 'two', '10.0.0.2', { AWS_INIT_HEALTH_STATUS: 'UNHEALTHY' });
    await lab.register(unchecked, 'one', '10.0.0.1');
  });
  afterAll(() => lab.close());

  const status = async (ServiceId: string, Instances?: string[]) =>
    (await lab.client.send(new GetInstancesHealthStatusCommand({ ServiceId, Instances }))).Status;
  const set = (ServiceId: string, InstanceId: string, Status: 'HEALTHY' | 'UNHEALTHY') =>
    lab.client.send(new UpdateInstanceCustomHealthStatusCommand({ ServiceId, InstanceId, Status }));

  it('starts as the instance says, and follows what is told', async () => {
    expect(await status(checked)).toEqual({ one: 'HEALTHY', two: 'UNHEALTHY' });
    await set(checked, 'one', 'UNHEALTHY');
    expect(await status(checked, ['one'])).toEqual({ one: 'UNHEALTHY' });
  });

  it('is UNKNOWN for a service without a custom health check', async () => {
    expect(await status(unchecked)).toEqual({ one: 'UNKNOWN' });
    await expect(set(unchecked, 'one', 'HEALTHY')).rejects.toMatchObject({ name: 'CustomHealthNotFound' });
  });

  it('fails for an instance that is not there', async () => {
    await expect(set(checked, 'nothing', 'HEALTHY')).rejects.toMatchObject({ name: 'InstanceNotFound' });
    await expect(status(checked, ['nothing'])).rejects.toMatchObject({ name: 'InstanceNotFound' });
  });
});
