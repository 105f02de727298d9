import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { logsApiOf } from '../../../lib/aws/logs-api';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';

describe('the logs as the lab reads them, from the local cloud', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
    for (const logGroupName of ['/Lab/app', '/Lab/grafana', '/Lab-2/app']) {
      await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
    }
  });
  afterAll(() => cloud.close());

  it('names the groups of one lab', async () => {
    expect(await logsApiOf(cloud.logs, {}).logGroups('/Lab/')).toEqual(['/Lab/app', '/Lab/grafana']);
  });

  it('has no events of a group that nobody wrote to', async () => {
    const filter = { group: '/Lab/app', since: 0, limit: 10, pattern: '"a b"' };
    expect(await logsApiOf(cloud.logs, {}).events(filter)).toEqual([]);
  });

  it('fails on a group that does not exist, with a sentence', async () => {
    const failed = logsApiOf(cloud.logs, {}).events({ group: '/none', since: 0, limit: 10 });
    await expect(failed).rejects.toMatchObject({
      code: 'AwsError',
      message: 'AWS answered ResourceNotFoundException: The specified log group does not exist',
    });
  });
});
