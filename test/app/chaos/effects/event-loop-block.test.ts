import * as fc from 'fast-check';
import { ManualTimers } from '../../_helpers/manual-timers';
import { blockEventLoop, busyFor } from '../../../../app/src/chaos/effects/event-loop-block';

/** The times at which blocks begin. */
function given(schedule: { blockMs: number; everyMs: number }) {
  const timers = new ManualTimers();
  const starts: number[] = [];
  const end = blockEventLoop(schedule, () => starts.push(timers.now()), timers);
  return { timers, starts, end };
}

test('it blocks on schedule', () => {
  const { timers, starts } = given({ blockMs: 50, everyMs: 200 });
  timers.advance(1000);
  expect(starts).toEqual([200, 400, 600, 800, 1000]);
});

test('it never blocks again once it ended', () => {
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 1000 }), fc.integer({ min: 0, max: 5000 }), (everyMs, until) => {
      const { timers, starts, end } = given({ blockMs: 1, everyMs });
      timers.advance(until);
      end();
      timers.advance(10_000);
      expect(starts).toHaveLength(Math.floor(until / everyMs));
      expect(timers.count).toBe(0);
    }),
  );
});

test('the block is handed its length', () => {
  const timers = new ManualTimers();
  const block = jest.fn<undefined, [number]>();
  blockEventLoop({ blockMs: 50, everyMs: 200 }, block, timers);
  timers.advance(400);
  expect(block.mock.calls).toEqual([[50], [50]]);
});

test('nothing else runs while it blocks', async () => {
  let ran = false;
  const later = new Promise<void>((resolve) =>
    setImmediate(() => {
      ran = true;
      resolve();
    }),
  );
  const start = performance.now();
  busyFor(20);
  expect([ran, performance.now() - start >= 20]).toEqual([false, true]);
  await later;
});
