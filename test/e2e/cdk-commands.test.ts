import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { cdkFor, type Cdk } from '../_helpers/cdk';
import { startTestCloud, type TestCloud } from '../_helpers/cloud';
import { createFakeRuntime } from '../_helpers/fake-runtime';
import { eventually } from './_lab';

/** What people type beside a plain deploy, with the real CDK CLI. */
describe('the CDK CLI', () => {
  let cloud: TestCloud;
  let cdk: Cdk;
  const start = async (app: string, options: Parameters<typeof startTestCloud>[0] = {}) => {
    cloud = await startTestCloud(options);
    cdk = cdkFor(cloud, app);
  };
  afterEach(async () => {
    cdk.close();
    await cloud.close();
  });

  const deploy = (...args: string[]) => cdk.run('deploy', '--require-approval', 'never', ...args);
  const status = async () =>
    (await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Small' }))).Stacks![0]!.StackStatus;
  const groups = async () =>
    (await cloud.logs.send(new DescribeLogGroupsCommand({}))).logGroups!.map(
      (group) => `${group.logGroupName} ${group.retentionInDays}`,
    );
  const service = async () =>
    (await cloud.ecs.send(new DescribeServicesCommand({ cluster: 'small', services: ['web'] }))).services![0]!;
  /** The task definition that the service uses. */
  const definition = async () => {
    const { taskDefinition } = await service();
    return (await cloud.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition;
  };

  it('rolls back by itself, and says which resource failed and why', async () => {
    await start('small-app.js');
    await deploy();
    const { code, text } = await deploy('-c', 'days=14', '-c', 'bad=1');
    expect(code).toBe(1);
    expect(text).toContain('retentionInDays: must be one of 1, 3, 5, 7');
    expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await groups()).toEqual(['small 7']);
  });

  it('deploys without roll-back, again, and rolls back when told to', async () => {
    await start('small-app.js');
    await deploy();
    expect((await deploy('--no-rollback', '-c', 'days=14', '-c', 'bad=1')).code).toBe(1);
    expect(await status()).toBe('UPDATE_FAILED');
    expect(await groups()).toContain('small 14');
    const rollback = await cdk.run('rollback');
    expect(rollback).toMatchObject({ code: 0 });
    expect(await status()).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await groups()).toEqual(['small 7']);
    expect((await deploy('-c', 'days=30')).code).toBe(0);
    expect(await groups()).toEqual(['small 30']);
  });

  it('swaps a task definition without CloudFormation, and waits until the service is stable', async () => {
    await start('small-service-app.js');
    expect(await deploy()).toMatchObject({ code: 0 });
    const { code, text } = await deploy('--hotswap', '-c', 'mark=second');
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining("'web' hotswapped!") });
    expect(await service()).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] });
    expect(await definition()).toMatchObject({
      revision: 2,
      containerDefinitions: [{ environment: [{ name: 'MARK', value: 'second' }] }],
    });
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  it('falls back to CloudFormation for what cannot be swapped', async () => {
    await start('small-service-app.js');
    await deploy();
    const { code, text } = await deploy('--hotswap-fallback', '-c', 'count=2');
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Falling back to doing a full') });
    expect(await status()).toBe('UPDATE_COMPLETE');
  });

  it('watches the files of an app, and swaps what changes', async () => {
    await start('small-service-app.js');
    await deploy();
    const watch = cdk.watch();
    // Until the change is seen: the CLI does not look at files before its first deploy has ended.
    await eventually(async () => {
      if (!watch.text().includes("Detected change to 'mark.watched'")) cdk.write('mark.watched', 'second');
      return watch.text().includes("'web' hotswapped!") || watch.text();
    });
    await watch.stop();
    expect(await definition()).toMatchObject({ containerDefinitions: [{ environment: [{ value: 'second' }] }] });
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  it('is refused while another deploy is under way, which then comes to its end', async () => {
    const fake = createFakeRuntime();
    let release = (): void => {};
    const pulled = new Promise<void>((resolve) => (release = resolve));
    await start('small-service-app.js', {
      runtime: { ...fake, pull: (image) => (image.includes('slow') ? pulled : fake.pull(image)) },
    });
    await deploy();
    const first = deploy('-c', 'image=slow:1', '--output', 'first.out');
    await eventually(async () => (await status()) === 'UPDATE_IN_PROGRESS');
    const { code, text } = await deploy('-c', 'mark=other');
    expect({ code, text }).toMatchObject({
      code: 1,
      text: expect.stringMatching(
        /Stack:arn:aws:cloudformation:\S+ is in UPDATE_IN_PROGRESS state and can not be updated/,
      ),
    });
    release();
    expect(await first).toMatchObject({ code: 0 });
    expect(await status()).toBe('UPDATE_COMPLETE');
  });
});
