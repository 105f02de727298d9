import { CreateChangeSetCommand, DescribeStackDriftDetectionStatusCommand } from '@aws-sdk/client-cloudformation';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const logGroup = { Type: 'AWS::Logs::LogGroup', Properties: {} };

describe('CloudFormation refuses by name', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
  });
  afterAll(() => cloud.close());

  const create = (template: unknown, more: object = {}) =>
    cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'c',
        ChangeSetType: 'CREATE',
        TemplateBody: typeof template === 'string' ? template : JSON.stringify(template),
        ...more,
      }),
    );

  const withProperties = (Properties: object) => ({ Resources: { Logs: { ...logGroup, Properties } } });

  it.each([
    [
      'a resource type',
      { Resources: { Queue: { Type: 'AWS::SQS::Queue' }, Logs: logGroup } },
      'Template format error: Unrecognized resource types: [AWS::SQS::Queue]',
    ],
    [
      'a property',
      withProperties({ KmsKeyId: 'x' }),
      'Properties validation failed for resource Logs with message:\n#: extraneous key [KmsKeyId] is not permitted',
    ],
    [
      'a section',
      { Resources: { Logs: logGroup }, Transform: 'AWS::Serverless-2016-10-31' },
      'Template format error: Invalid template property or properties [Transform]',
    ],
    [
      'an intrinsic function',
      withProperties({ LogGroupName: { 'Fn::Cidr': ['10.0.0.0/16', 1, 8] } }),
      'Template error: the local cloud does not implement the intrinsic function Fn::Cidr',
    ],
    [
      'a reference that leads nowhere',
      withProperties({ LogGroupName: { Ref: 'Nothing' } }),
      'Template format error: Unresolved resource dependencies [Nothing] in the Resources block of the template',
    ],
    [
      'a circle',
      {
        Resources: { A: { ...logGroup, DependsOn: 'B' }, B: { ...logGroup, DependsOn: 'A' } },
      },
      'Circular dependency between resources: [A, B]',
    ],
    ['a text that is no template', 'Resources: [', 'Template format error: YAML not well-formed.'],
    [
      'a parameter without a value',
      { Parameters: { Name: { Type: 'String' } }, Resources: { Logs: logGroup } },
      'Parameters: [Name] must have values',
    ],
  ])('%s', async (_what, template, message) => {
    await expect(create(template)).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining(message),
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('a template above the inline limit', async () => {
    await expect(create(`{"Resources": ${' '.repeat(51_200)}}`)).rejects.toThrow('less than or equal to 51200');
  });

  it('IAM resources that nobody acknowledged', async () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } };
    await expect(create({ Resources: { Role: role } })).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_IAM]',
    });
  });

  it('a member of the request that it does not know', async () => {
    await expect(create({ Resources: { Logs: logGroup } }, { OnStackFailure: 'DELETE' })).rejects.toThrow(
      'the local cloud does not support the member OnStackFailure',
    );
  });

  it('an action', async () => {
    await expect(
      cloud.cloudFormation.send(new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId: 'x' })),
    ).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'the local cloud does not implement the action cloudformation:DescribeStackDriftDetectionStatus',
    });
  });
});
