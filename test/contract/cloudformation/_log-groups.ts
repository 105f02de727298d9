import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { TestCloud } from '../../_helpers/cloud';

/** A log group as a resource: the retention can be updated, a new name is a replacement. */
export const group = (name: string, days = 7) => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: name, RetentionInDays: days },
});

/** 6 days is no retention that CloudWatch Logs knows: this resource fails when it is made, after `Good`. */
export const bad = { ...group('bad', 6), DependsOn: 'Good' };

/** `name days` of every log group. */
export async function groupsOf(cloud: TestCloud): Promise<string[]> {
  const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand({}));
  return logGroups!.map((each) => `${each.logGroupName} ${each.retentionInDays}`);
}
