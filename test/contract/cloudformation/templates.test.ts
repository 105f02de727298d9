import { CreateChangeSetCommand, GetTemplateSummaryCommand } from '@aws-sdk/client-cloudformation';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';
import { group, groupsOf } from './_log-groups';

const Bucket = 'cdk-hnb659fds-assets-000000000000-us-east-1';

describe('a template', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  const store = async (template: unknown) => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: 'a b/t.json', Body: JSON.stringify(template) }));
    return `${cloud.cloud.endpoint}/${Bucket}/a%20b/t.json`;
  };
  const create = (more: object) =>
    cloud.cloudFormation.send(
      new CreateChangeSetCommand({ StackName: 'Lab', ChangeSetName: 'c', ChangeSetType: 'CREATE', ...more }),
    );
  const padded = (bytes: number) => ({ Description: 'x'.repeat(bytes), Resources: { Good: group('good') } });

  it('may come from S3, larger than one that is sent inline', async () => {
    const TemplateURL = await store(padded(60_000));
    const stack = await deployStack(cloud, 'Lab', undefined, { changeSet: { TemplateBody: undefined, TemplateURL } });
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['good 7']);
    const summary = await cloud.cloudFormation.send(new GetTemplateSummaryCommand({ TemplateURL }));
    expect(summary.ResourceTypes).toEqual(['AWS::Logs::LogGroup']);
  });

  it.each([
    ['https://example.com/t.json', 'TemplateURL must be a supported URL.'],
    ['no URL', 'TemplateURL must be a supported URL.'],
    [`https://${Bucket}.s3.us-east-1.amazonaws.com/none.json`, 'S3 error: The specified key does not exist.'],
    ['https://s3.us-east-1.amazonaws.com/other/t.json', 'S3 error: The specified bucket does not exist'],
  ])('fails at %s', async (TemplateURL, message) => {
    await expect(create({ TemplateURL })).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });

  it('fails above 1 MB, and in two places at once', async () => {
    await expect(create({ TemplateURL: await store(padded(1_000_000)) })).rejects.toThrow(
      'Template may not exceed 1000000 bytes in size.',
    );
    await expect(create({ TemplateURL: 'https://x', TemplateBody: '{}' })).rejects.toThrow(
      'You cannot specify both Template URL and Template Body.',
    );
  });

  it.each([
    [
      'Resources',
      501,
      { Type: 'AWS::Logs::LogGroup' },
      'Number of resources, 501, is greater than maximum allowed, 500',
    ],
    ['Parameters', 201, { Type: 'String' }, 'Number of parameters, 201, is greater than maximum allowed, 200'],
    ['Outputs', 201, { Value: 'x' }, 'Number of outputs, 201, is greater than maximum allowed, 200'],
  ])('fails with too many %s', async (section, count, member, message) => {
    const members = Object.fromEntries(Array.from({ length: count }, (_, i) => [`M${i}`, member]));
    const TemplateURL = await store({ Resources: { Good: group('good') }, [section]: members });
    await expect(create({ TemplateURL })).rejects.toThrow(`Template format error: ${message}`);
  });

  it.each([
    ['1lab', 'satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*'],
    ['lab_1', 'satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*'],
    ['l'.repeat(129), 'have length less than or equal to 128'],
  ])('fails for the stack name %s', async (StackName, message) => {
    await expect(create({ StackName, TemplateBody: JSON.stringify(padded(1)) })).rejects.toThrow(message);
  });

  it.each(['DeletionPolicy', 'UpdateReplacePolicy'])('fails for the %s Snapshot, by name', async (policy) => {
    const TemplateBody = JSON.stringify({ Resources: { Good: { ...group('good'), [policy]: 'Snapshot' } } });
    await expect(create({ TemplateBody })).rejects.toThrow(
      `the local cloud does not implement Snapshot as ${policy} of resource Good`,
    );
  });
});
