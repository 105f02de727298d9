import { z } from 'zod';
import { action } from '../deps';
import { matcherOf } from '../filter-pattern';

export const filterLogEvents = action({
  name: 'FilterLogEvents',
  input: z.strictObject({
    logGroupName: z.string(),
    logStreamNames: z.array(z.string()).optional(),
    logStreamNamePrefix: z.string().optional(),
    startTime: z.number().optional(),
    endTime: z.number().optional(),
    filterPattern: z.string().default(''),
    interleaved: z.boolean().optional(),
    limit: z.number().int().min(1).max(10_000).default(10_000),
    nextToken: z.string().regex(/^\d+$/, 'is not a token of this service').optional(),
  }),
  run({ state }, input) {
    const group = state.get(input.logGroupName);
    const matches = matcherOf(input.filterPattern);
    const isWanted = (stream: string): boolean =>
      (input.logStreamNames?.includes(stream) ?? true) && stream.startsWith(input.logStreamNamePrefix ?? '');
    const events = [...group.streams.values()]
      .filter((stream) => isWanted(stream.name))
      .flatMap((stream) =>
        stream.events.map((event, index) => ({
          logStreamName: stream.name,
          ...event,
          eventId: `${stream.createdAt}${String(stream.dropped + index).padStart(12, '0')}${stream.name}`,
        })),
      )
      .filter(({ timestamp }) => timestamp >= (input.startTime ?? 0) && timestamp <= (input.endTime ?? Infinity))
      .filter(({ message }) => matches(message))
      .sort((a, b) => a.timestamp - b.timestamp);
    const start = Number(input.nextToken ?? 0);
    const end = start + input.limit;
    return {
      events: events.slice(start, end),
      searchedLogStreams: [],
      nextToken: end < events.length ? String(end) : undefined,
    };
  },
});
