import { z } from 'zod';
import { action } from '../deps';

export const describeLogStreams = action({
  name: 'DescribeLogStreams',
  input: z.strictObject({
    logGroupName: z.string(),
    logStreamNamePrefix: z.string().optional(),
    orderBy: z.enum(['LogStreamName', 'LastEventTime']).default('LogStreamName'),
    descending: z.boolean().default(false),
    limit: z.number().int().min(1).max(50).default(50),
  }),
  run({ state }, input, { account, region }) {
    const group = state.get(input.logGroupName);
    const streams = [...group.streams.values()]
      .filter((stream) => stream.name.startsWith(input.logStreamNamePrefix ?? ''))
      .map((stream) => ({
        logStreamName: stream.name,
        creationTime: stream.createdAt,
        firstEventTimestamp: stream.events[0]?.timestamp,
        lastEventTimestamp: stream.events.at(-1)?.timestamp,
        lastIngestionTime: stream.events.at(-1)?.ingestionTime,
        arn: `arn:aws:logs:${region}:${account}:log-group:${group.name}:log-stream:${stream.name}`,
        storedBytes: 0,
      }))
      .sort((a, b) =>
        input.orderBy === 'LastEventTime'
          ? (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0)
          : a.logStreamName.localeCompare(b.logStreamName),
      );
    return { logStreams: (input.descending ? streams.reverse() : streams).slice(0, input.limit) };
  },
});
