import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';

const logs = (days: number, name = 'lab') => ({
  Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: name, RetentionInDays: days } } },
  Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Logs', 'Arn'] } } },
});

describe('a stack', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
  });
  afterEach(() => cloud.close());

  it('is created through a change set, with events newest first and outputs', async () => {
    const stack = await deployStack(cloud, 'Lab', logs(7));
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Outputs: [{ OutputKey: 'Arn', OutputValue: 'arn:aws:logs:us-east-1:000000000000:log-group:lab:*' }],
    });
    const { StackEvents } = await cloud.cloudFormation.send(new DescribeStackEventsCommand({ StackName: 'Lab' }));
    expect(StackEvents!.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`)).toEqual([
      'Lab CREATE_COMPLETE',
      'Logs CREATE_COMPLETE',
      'Logs CREATE_IN_PROGRESS',
      'Logs CREATE_IN_PROGRESS',
      'Lab CREATE_IN_PROGRESS',
      'Lab REVIEW_IN_PROGRESS',
    ]);
    const times = StackEvents!.map((event) => event.Timestamp!.getTime());
    expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
  });

  it('is updated in place where the property allows it', async () => {
    await deployStack(cloud, 'Lab', logs(7));
    expect((await deployStack(cloud, 'Lab', logs(14))).StackStatus).toBe('UPDATE_COMPLETE');
    const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups).toEqual([expect.objectContaining({ logGroupName: 'lab', retentionInDays: 14 })]);
  });

  it('replaces a resource whose name changes, new before old', async () => {
    await deployStack(cloud, 'Lab', logs(7, 'before'));
    await deployStack(cloud, 'Lab', logs(7, 'after'));
    const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups!.map((group) => group.logGroupName)).toEqual(['after']);
    const { StackResourceSummaries } = await cloud.cloudFormation.send(
      new ListStackResourcesCommand({ StackName: 'Lab' }),
    );
    expect(StackResourceSummaries).toEqual([expect.objectContaining({ PhysicalResourceId: 'after' })]);
  });

  it('says in the change set what will change, and whether it replaces', async () => {
    await deployStack(cloud, 'Lab', logs(7));
    const { Id } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({
        StackName: 'Lab',
        ChangeSetName: 'look',
        ChangeSetType: 'UPDATE',
        TemplateBody: JSON.stringify(logs(14, 'other')),
      }),
    );
    const described = await cloud.cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id }));
    expect(described.Changes).toEqual([
      {
        Type: 'Resource',
        ResourceChange: expect.objectContaining({ Action: 'Modify', LogicalResourceId: 'Logs', Replacement: 'True' }),
      },
    ]);
  });

  it('gives back the template as it was sent', async () => {
    await deployStack(cloud, 'Lab', logs(7));
    const { TemplateBody } = await cloud.cloudFormation.send(new GetTemplateCommand({ StackName: 'Lab' }));
    expect(JSON.parse(TemplateBody!)).toEqual(logs(7));
  });

  it('is deleted with everything in it, and can then be described by its id only', async () => {
    const { StackId } = await deployStack(cloud, 'Lab', logs(7));
    await cloud.cloudFormation.send(new DeleteStackCommand({ StackName: 'Lab' }));
    const { Stacks } = await cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: StackId }));
    expect(Stacks![0]!.StackStatus).toBe('DELETE_COMPLETE');
    expect((await cloud.logs.send(new DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
    await expect(cloud.cloudFormation.send(new DescribeStacksCommand({ StackName: 'Lab' }))).rejects.toThrow(
      'Stack with id Lab does not exist',
    );
  });

  it('keeps a resource whose DeletionPolicy is Retain', async () => {
    const template = logs(7);
    await deployStack(cloud, 'Lab', { Resources: { Logs: { ...template.Resources.Logs, DeletionPolicy: 'Retain' } } });
    await cloud.cloudFormation.send(new DeleteStackCommand({ StackName: 'Lab' }));
    expect((await cloud.logs.send(new DescribeLogGroupsCommand({}))).logGroups).toHaveLength(1);
  });

  it('fails a change set without changes, in the words that the CDK CLI looks for', async () => {
    await deployStack(cloud, 'Lab', logs(7));
    const { Id } = await cloud.cloudFormation.send(
      new CreateChangeSetCommand({ StackName: 'Lab', ChangeSetName: 'same', TemplateBody: JSON.stringify(logs(7)) }),
    );
    expect(await cloud.cloudFormation.send(new DescribeChangeSetCommand({ ChangeSetName: Id }))).toMatchObject({
      Status: 'FAILED',
      StatusReason:
        "The submitted information didn't contain changes. Submit different information to create a change set.",
    });
    await expect(cloud.cloudFormation.send(new ExecuteChangeSetCommand({ ChangeSetName: Id }))).rejects.toThrow(
      'cannot be executed in its current status of [FAILED]',
    );
  });
});
