import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { CloudHistory } from '../../../lib/local-cloud';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { deployStack } from '../../_helpers/deploy-stack';

describe('what a cloud tells for those who read about it afterwards', () => {
  const told: string[] = [];
  const history: CloudHistory = {
    output: () => {},
    event: ({ timestamp, message }) => void told.push(`${timestamp > 0} ${message}`),
  };
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud({ history });
  });
  afterAll(() => cloud.close());

  it('has the events of stacks, with the reason of a failure', async () => {
    await cloud.logs.send(new CreateLogGroupCommand({ logGroupName: 'taken' }));
    const group = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'taken' } };
    await deployStack(cloud, 'Lab', { Resources: { Group: group } });
    expect(told).toContain('true (stack Lab) CREATE_IN_PROGRESS: User Initiated');
    expect(told).toContainEqual(
      expect.stringMatching(/^true \(stack Lab\) AWS::Logs::LogGroup Group CREATE_FAILED: .*already exists/),
    );
    expect(told.at(-1)).toBe('true (stack Lab) ROLLBACK_COMPLETE');
  });
});
