import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { createLogsClient } from './clients';
import { explainedAwsError } from './explain-error';
import type { AwsProfile } from './profile';

/** A line that a container printed, as CloudWatch Logs has it. */
export interface LogEvent {
  /** Unique, and the same each time that it is asked for. */
  readonly id: string;
  /** `app/app/3f2a…`: the stream's prefix, the container, the task. */
  readonly stream: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

export interface EventFilter {
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** In CloudWatch's filter pattern syntax. @default every event */
  readonly pattern?: string | undefined;
  /** The most events that are read, oldest first. */
  readonly limit: number;
}

/** CloudWatch Logs as the lab reads it: the same on AWS and in the local cloud. */
export interface LogsApi {
  /** The names of the log groups that start so. */
  logGroups(prefix: string): Promise<string[]>;
  /** The events of a group, oldest first. */
  events(filter: EventFilter): Promise<LogEvent[]>;
}

/** CloudWatch Logs by the SDK. A failed call is a LabError that says what to do. */
export async function createLogsApi(profile: AwsProfile): Promise<LogsApi> {
  return logsApiOf(await createLogsClient(profile), profile);
}

/** CloudWatch Logs behind a client that exists already. */
export function logsApiOf(client: CloudWatchLogsClient, profile: AwsProfile): LogsApi {
  const explained = <T>(call: Promise<T>) =>
    call.catch((error: unknown) => {
      throw explainedAwsError(error, profile);
    });
  return {
    logGroups: (prefix) => explained(logGroups(client, prefix)),
    events: (filter) => explained(events(client, filter)),
  };
}

async function logGroups(client: CloudWatchLogsClient, logGroupNamePrefix: string): Promise<string[]> {
  const { DescribeLogGroupsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix, ...(nextToken && { nextToken }) }),
    );
    names.push(...(page.logGroups ?? []).flatMap(({ logGroupName }) => logGroupName ?? []));
    ({ nextToken } = page);
  } while (nextToken);
  return names;
}

/** A page may be empty and not be the last one: only a missing token ends them. */
async function events(
  client: CloudWatchLogsClient,
  { group, since, pattern, limit }: EventFilter,
): Promise<LogEvent[]> {
  const { FilterLogEventsCommand } = await import('@aws-sdk/client-cloudwatch-logs');
  const found: LogEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await client.send(
      new FilterLogEventsCommand({
        logGroupName: group,
        startTime: since,
        ...(pattern !== undefined && { filterPattern: pattern }),
        ...(nextToken && { nextToken }),
      }),
    );
    for (const { eventId = '', logStreamName = '', timestamp = 0, message = '' } of page.events ?? []) {
      found.push({ id: eventId, stream: logStreamName, timestamp, message });
    }
    ({ nextToken } = page);
  } while (nextToken && found.length < limit);
  return found.slice(0, limit);
}
