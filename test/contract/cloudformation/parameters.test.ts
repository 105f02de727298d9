import { CreateChangeSetCommand, DescribeChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';
import { group, groupsOf } from './_log-groups';

const named = (parameter: object) => ({
  Parameters: { Name: parameter },
  Resources: { Good: { ...group('x'), Properties: { LogGroupName: { Ref: 'Name' } } } },
});
const value = (ParameterValue: string) => ({ changeSet: { Parameters: [{ ParameterKey: 'Name', ParameterValue }] } });
const previous = { changeSet: { Parameters: [{ ParameterKey: 'Name', UsePreviousValue: true }] } };

describe('a template parameter', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  it('keeps its previous value when asked to, also over a new default', async () => {
    await deployStack(cloud, 'Lab', named({ Type: 'String' }), value('given'));
    const template = { ...named({ Type: 'String', Default: 'other' }), Description: 'with a default' };
    const { Id } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'same',
        TemplateBody: JSON.stringify(template),
        ...previous.changeSet,
      }),
    );
    expect((await cloud.cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id }))).Status).toBe(
      'FAILED',
    );
    expect((await deployStack(cloud, 'Lab', template)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['other undefined']);
  });

  it('has no previous value in a new stack', async () => {
    await expect(deployStack(cloud, 'Lab', named({ Type: 'String' }), previous)).rejects.toThrow(
      'Parameters: [Name] must have values',
    );
  });

  it('comes from Parameter Store, and a new value there is a change', async () => {
    const template = named({ Type: 'AWS::SSM::Parameter::Value<String>', Default: '/lab/name' });
    await expect(deployStack(cloud, 'Lab', template)).rejects.toThrow(
      'Unable to fetch parameters [/lab/name] from parameter store for this account.',
    );
    const put = (Value: string) =>
      cloud.ssm.send(new PutParameterCommand({ Name: '/lab/name', Value, Type: 'String', Overwrite: true }));
    await put('first');
    expect((await deployStack(cloud, 'Lab', template)).Parameters).toEqual([
      { ParameterKey: 'Name', ParameterValue: '/lab/name', ResolvedValue: 'first' },
    ]);
    await put('second');
    expect((await deployStack(cloud, 'Lab', template)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(await groupsOf(cloud)).toEqual(['second undefined']);
  });

  it('that is NoEcho is told nowhere', async () => {
    const stack = await deployStack(cloud, 'Lab', named({ Type: 'String', NoEcho: true }), value('hidden'));
    const { Id } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'look',
        UsePreviousTemplate: true,
        ...previous.changeSet,
      }),
    );
    const changeSet = await cloud.cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    for (const { Parameters } of [stack, changeSet]) {
      expect(Parameters).toEqual([{ ParameterKey: 'Name', ParameterValue: '****' }]);
    }
  });

  it.each([
    [{ Type: 'String', MinLength: 5 }, 'abc', "Parameter 'Name' must contain at least 5 characters"],
    [{ Type: 'String', MaxLength: '2' }, 'abc', "Parameter 'Name' must contain at most 2 characters"],
    [{ Type: 'Number', MaxValue: 2 }, '3', "Parameter 'Name' must be a number not greater than 2"],
    [{ Type: 'Number' }, 'abc', "Parameter 'Name' must be a number"],
    [{ Type: 'CommaDelimitedList', AllowedValues: ['a', 'b'] }, 'a,c', "Parameter 'Name' must be one of AllowedValues"],
    [
      { Type: 'AWS::EC2::VPC::Id' },
      'vpc-1',
      'the local cloud does not implement the parameter type AWS::EC2::VPC::Id (parameter Name)',
    ],
  ])('fails as %j for %s', async (parameter, text, message) => {
    await expect(deployStack(cloud, 'Lab', named(parameter), value(text))).rejects.toThrow(message);
  });
});

describe('a rule', () => {
  const bootstrapped = (versions: string[]) => ({
    Parameters: {
      BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
    },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: { 'Fn::Not': [{ 'Fn::Contains': [versions, { Ref: 'BootstrapVersion' }] }] },
            AssertDescription: 'CDK bootstrap stack version 6 required.',
          },
        ],
      },
    },
    Resources: { Good: group('good') },
  });

  it('is evaluated before anything is made', async () => {
    const cloud = await startTestCloud();
    try {
      await cloud.ssm.send(
        new PutParameterCommand({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '5', Overwrite: true }),
      );
      await expect(deployStack(cloud, 'Lab', bootstrapped(['4', '5']))).rejects.toMatchObject({
        name: 'ValidationError',
        message: expect.stringContaining('CDK bootstrap stack version 6 required.'),
      });
      expect((await deployStack(cloud, 'Lab', bootstrapped(['4']))).StackStatus).toBe('CREATE_COMPLETE');
    } finally {
      await cloud.close();
    }
  });
});
