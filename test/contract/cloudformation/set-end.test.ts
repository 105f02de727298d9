import { Template } from 'aws-cdk-lib/assertions';
import { createStackApi, type StackApi } from '../../../lib/aws/stack-api';
import { setEnd } from '../../../lib/cli/extend/set-end';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';
import { givenLab } from '../../stacks/given-lab';

describe('lab extend', () => {
  let cloud: TestCloud;
  let api: StackApi;
  beforeAll(async () => {
    cloud = await startTestCloud({ timing: { healthyAfter: 0 } });
    const { endpoint, region, credentials } = cloud.cloud;
    api = await createStackApi({ endpoint, region, credentials });
    const Tags = [{ Key: 'project', Value: 'sre-slo-lab' }];
    await deployStack(cloud, 'SreSloLab', Template.fromStack(givenLab()).toJSON(), { changeSet: { Tags } });
  });
  afterAll(() => cloud.close());

  const stack = async () => (await api.stack('SreSloLab'))!;

  it('moves the end and keeps everything else: the other parameters and the tags', async () => {
    expect((await stack()).parameters).toEqual({ ExpiresAt: 'nightly', Owner: 'unnamed', TimeZone: 'UTC' });
    const states: string[] = [];
    const ends = '2099-11-21T15:00:00Z';
    await setEnd({ api, stack: await stack(), ends, show: (state) => states.push(state) });
    expect(await stack()).toMatchObject({
      status: 'UPDATE_COMPLETE',
      parameters: { ExpiresAt: ends, Owner: 'unnamed', TimeZone: 'UTC' },
      tags: [{ Key: 'project', Value: 'sre-slo-lab' }],
    });
    expect(states.at(-1)).toBe('UPDATE_COMPLETE');
    expect((await api.stacks()).map(({ name }) => name)).toEqual(['SreSloLab']);
  });

  it('does nothing when the end is what it was', async () => {
    const before = await stack();
    await setEnd({ api: {} as StackApi, stack: before, ends: before.parameters['ExpiresAt']! });
    expect(await stack()).toEqual(before);
  });

  it('fails when CloudFormation refuses, and the lab ends as before', async () => {
    const before = await stack();
    await expect(setEnd({ api, stack: before, ends: 'at some time' })).rejects.toThrow(
      "Parameter 'ExpiresAt' must match pattern",
    );
    await expect(setEnd({ api, stack: before, ends: '2020-01-01T00:00:00Z' })).rejects.toThrow(
      /^SreSloLab is UPDATE_ROLLBACK_COMPLETE and ends as before: Expiry\w+: .*cannot be earlier than 5 minutes ago$/,
    );
    expect((await stack()).parameters).toEqual(before.parameters);
  });

  it('fails for a stack that does not end by itself', async () => {
    const other = { ...(await stack()), name: 'Other', parameters: {} };
    await expect(setEnd({ api, stack: other, ends: 'never' })).rejects.toThrow(
      'the stack Other has no parameter ExpiresAt: it does not end by itself, or was deployed by an older version; deploy it again',
    );
  });

  it('knows no stack that is not there, and deletes one', async () => {
    expect(await api.stack('None')).toBeUndefined();
    await api.deleteStack('SreSloLab');
    await expect(api.stack((await stack()).id)).resolves.toMatchObject({ status: 'DELETE_COMPLETE' });
    expect(await api.stacks()).toEqual([]);
  });
});
