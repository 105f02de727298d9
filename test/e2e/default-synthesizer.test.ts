import { DescribeStacksCommand, ListStackResourcesCommand, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { cdkFor, type Cdk } from '../_helpers/cdk';
import { startTestCloud, type TestCloud } from '../_helpers/cloud';

/** The real CDK CLI with a bootstrapped template: roles, assets bucket, version parameter, template from S3. */
describe('a stack of the default synthesizer', () => {
  let cloud: TestCloud;
  let cdk: Cdk;
  beforeAll(async () => {
    cloud = await startTestCloud();
    cdk = cdkFor(cloud);
  });
  afterAll(async () => {
    cdk.close();
    await cloud.close();
  });

  const deploy = (...args: string[]) => cdk.run('deploy', '--require-approval', 'never', ...args);
  const status = async () =>
    (await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Small' }))).Stacks![0]!.StackStatus;
  const retention = async () =>
    (await cloud.logs.send(new DescribeLogGroupsCommand({}))).logGroups!.map((group) => group.retentionInDays);

  it('leaves no stack behind when cdk diff looks at it first', async () => {
    const { code, text } = await cdk.run('diff');
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('[+] AWS::Logs::LogGroup Logs') });
    expect((await cloud.cloudFormation.send(new DescribeStacksCommand({}))).Stacks).toEqual([]);
  });

  it('is deployed from S3', async () => {
    const { code, text } = await deploy();
    expect({ code, text }).toMatchObject({ code: 0, text: expect.stringContaining('Small.Arn = arn:aws:logs:') });
    const Bucket = 'cdk-hnb659fds-assets-000000000000-us-east-1';
    const { Contents } = await cloud.s3.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents!.length).toBeGreaterThan(0);
    expect(await retention()).toEqual([7]);
  });

  it('says "no changes" the second time', async () => {
    expect(await deploy()).toMatchObject({ code: 0, text: expect.stringContaining('(no changes)') });
    expect(await status()).toBe('CREATE_COMPLETE');
  });

  it('is updated, after cdk diff has said what will change', async () => {
    const diff = await cdk.run('diff', '-c', 'days=14');
    expect(diff.text).toMatch(/\[~\] AWS::Logs::LogGroup Logs[^]*RetentionInDays[^]*7[^]*14/);
    expect(await deploy('-c', 'days=14')).toMatchObject({ code: 0 });
    expect(await status()).toBe('UPDATE_COMPLETE');
    expect(await retention()).toEqual([14]);
  });

  it('may be larger than a template that is sent inline', async () => {
    expect(await deploy('-c', 'days=14', '-c', 'padding=180')).toMatchObject({ code: 0 });
    const command = new ListStackResourcesCommand({ StackName: 'Small' });
    expect((await cloud.cloudFormation.send(command)).StackResourceSummaries).toHaveLength(182);
  });

  it('is destroyed whole', async () => {
    expect(await cdk.run('destroy', '--force')).toMatchObject({ code: 0 });
    expect(await retention()).toEqual([]);
    const { StackSummaries } = await cloud.cloudFormation.send(new ListStacksCommand({}));
    expect(new Set(StackSummaries!.map((stack) => stack.StackStatus))).toEqual(new Set(['DELETE_COMPLETE']));
  });
});
