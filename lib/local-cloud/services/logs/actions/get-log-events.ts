import { z } from 'zod';
import { action } from '../deps';

export const getLogEvents = action({
  name: 'GetLogEvents',
  input: z.strictObject({
    logGroupName: z.string(),
    logStreamName: z.string(),
    startTime: z.number().optional(),
    endTime: z.number().optional(),
    limit: z.number().int().min(1).max(10_000).default(10_000),
    startFromHead: z.boolean().default(false),
    nextToken: z
      .string()
      .regex(/^[fb]\/\d+$/, 'is not a token of this service')
      .optional(),
  }),
  run({ state }, input) {
    const stream = state.stream(state.get(input.logGroupName), input.logStreamName);
    const matching = stream.events
      .map((event, index) => ({ event, position: stream.dropped + index }))
      .filter(
        ({ event }) => event.timestamp >= (input.startTime ?? 0) && event.timestamp < (input.endTime ?? Infinity),
      );
    const [direction, text] = input.nextToken?.split('/') ?? [];
    const from = Number(text);
    const page =
      direction === 'f'
        ? matching.filter(({ position }) => position >= from).slice(0, input.limit)
        : direction === 'b'
          ? matching.filter(({ position }) => position < from).slice(-input.limit)
          : input.startFromHead
            ? matching.slice(0, input.limit)
            : matching.slice(-input.limit);
    const end = stream.dropped + stream.events.length;
    return {
      events: page.map(({ event }) => event),
      nextForwardToken: `f/${page.length > 0 ? page.at(-1)!.position + 1 : direction === 'f' ? from : end}`,
      nextBackwardToken: `b/${page.length > 0 ? page[0]!.position : direction === 'b' ? from : stream.dropped}`,
    };
  },
});
