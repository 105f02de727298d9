import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { stackOfName } from '../../model/lab';
import type { Candidate, LeftoverKind } from './model';

/** Log groups are called `/<stack>/<container>`, or by CloudFormation. */
export function logGroups(client: CloudWatchLogsClient): LeftoverKind {
  return {
    name: 'log group',
    async list() {
      const { paginateDescribeLogGroups } = await import('@aws-sdk/client-cloudwatch-logs');
      const found: Candidate[] = [];
      for (const logGroupNamePrefix of ['/SreSloLab', 'SreSloLab']) {
        for await (const { logGroups: page = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix })) {
          for (const { logGroupName: name = '', storedBytes: bytes = 0 } of page) {
            found.push({ id: name, name, stack: stackOfName(name), detail: `${(bytes / 1e6).toFixed(1)} MB` });
          }
        }
      }
      return found;
    },
    async remove({ id }) {
      const { DeleteLogGroupCommand } = await import('@aws-sdk/client-cloudwatch-logs');
      await client.send(new DeleteLogGroupCommand({ logGroupName: id }));
    },
  };
}
