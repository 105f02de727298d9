import {
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutRetentionPolicyCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

const group = { logGroupName: '/lab/app' };

describe('log groups', () => {
  let cloud: TestCloud;
  beforeEach(async () => {
    cloud = await startTestCloud();
    await cloud.logs.send(new CreateLogGroupCommand(group));
  });
  afterEach(() => cloud.close());

  it('are made with a retention, found by prefix, and deleted', async () => {
    await cloud.logs.send(new PutRetentionPolicyCommand({ ...group, retentionInDays: 7 }));
    const found = async (logGroupNamePrefix: string) =>
      (await cloud.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix }))).logGroups!;
    expect(await found('/lab')).toEqual([expect.objectContaining({ ...group, retentionInDays: 7 })]);
    expect(await found('/other')).toEqual([]);
    await cloud.logs.send(new DeleteLogGroupCommand(group));
    expect(await found('')).toEqual([]);
  });

  it('answer an empty group with no streams and no events', async () => {
    expect((await cloud.logs.send(new DescribeLogStreamsCommand(group))).logStreams).toEqual([]);
    expect((await cloud.logs.send(new FilterLogEventsCommand(group))).events).toEqual([]);
  });

  it.each([
    ['a group that is there already', new CreateLogGroupCommand(group), 'ResourceAlreadyExistsException'],
    [
      'a retention that AWS does not have',
      new PutRetentionPolicyCommand({ ...group, retentionInDays: 6 }),
      'InvalidParameterException',
    ],
    ['a group that is not there', new DeleteLogGroupCommand({ logGroupName: 'none' }), 'ResourceNotFoundException'],
    [
      'a stream that is not there',
      new GetLogEventsCommand({ ...group, logStreamName: 'none' }),
      'ResourceNotFoundException',
    ],
    [
      'a pattern on JSON members',
      new FilterLogEventsCommand({ ...group, filterPattern: '{ $.level = 50 }' }),
      'InvalidParameterException',
    ],
    [
      'an action that is not implemented',
      new StartQueryCommand({ queryString: '', startTime: 0, endTime: 1 }),
      'UnknownOperationException',
    ],
  ])('fail for %s', async (_what, command, name) => {
    await expect(cloud.logs.send(command as CreateLogGroupCommand)).rejects.toMatchObject({ name });
  });
});
