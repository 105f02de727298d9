import { ManualTimers } from '../../_helpers/manual-timers';
import { createHoard } from '../../../../app/src/chaos/effects/hoard';
import { leakMemory } from '../../../../app/src/chaos/effects/memory-leak';

const MB = 1_000_000;

function given(grow: (bytes: number) => void = () => {}) {
  const timers = new ManualTimers();
  const hoard = { bytes: 0, freed: 0 };
  const end = leakMemory(
    { bytesPerSecond: 10 * MB, maxBytes: 25 * MB },
    {
      grow(bytes) {
        grow(bytes);
        hoard.bytes = bytes;
      },
      free() {
        hoard.bytes = 0;
        hoard.freed += 1;
      },
    },
    timers,
  );
  return { timers, hoard, end };
}

test('it grows at its rate, up to its bound, and stays there', () => {
  const { timers, hoard } = given();
  timers.advance(500);
  expect(hoard.bytes).toBe(5 * MB);
  timers.advance(1500);
  expect(hoard.bytes).toBe(20 * MB);
  timers.advance(60_000);
  expect(hoard.bytes).toBe(25 * MB);
  expect(timers.count).toBe(0);
});

test('everything is free when it ends, and nothing grows any more', () => {
  const { timers, hoard, end } = given();
  timers.advance(1000);
  end();
  timers.advance(60_000);
  expect(hoard).toEqual({ bytes: 0, freed: 1 });
  expect(timers.count).toBe(0);
});

test('a machine that gives no more memory stops it, and what it has stays until the end', () => {
  const { timers, hoard, end } = given((bytes) => {
    if (bytes > 8 * MB) throw new RangeError('out of memory');
  });
  timers.advance(60_000);
  expect(hoard.bytes).toBe(8 * MB);
  end();
  expect(hoard.bytes).toBe(0);
});

test('fails as usual for any other error', () => {
  const { timers } = given(() => {
    throw new TypeError('a bug');
  });
  expect(() => timers.advance(1000)).toThrow('a bug');
});

test('the memory is really used, and really given back', () => {
  const hoard = createHoard(200 * MB);
  const before = process.memoryUsage.rss();
  hoard.grow(100 * MB);
  hoard.grow(200 * MB);
  const during = process.memoryUsage.rss();
  hoard.free();
  const after = process.memoryUsage.rss();
  // Half of it leaves room for what else this process does at the same time.
  expect(during - before).toBeGreaterThan(100 * MB);
  expect(during - after).toBeGreaterThan(100 * MB);
});

test('it never shrinks by growing', () => {
  const hoard = createHoard(MB);
  hoard.grow(MB);
  expect(() => hoard.grow(0)).not.toThrow();
  expect(() => hoard.grow(2 * MB)).toThrow(expect.objectContaining({ name: 'RangeError' }));
  hoard.free();
});
