import * as fc from 'fast-check';
import { sampleDelay } from '../../../app/src/chaos/delay';
import type { Delay } from '../../../app/src/chaos/fault';
import { seededRandom } from '../../../app/src/chaos/random';

/** 20,000 delays in ascending order. */
function delays(delay: Delay): number[] {
  const random = seededRandom(7);
  return Array.from({ length: 20_000 }, () => sampleDelay(delay, random)).sort((a, b) => a - b);
}
const quantile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)]!;
const mean = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

test('a fixed delay is always the same', () => {
  expect(new Set(delays({ ms: 100, distribution: 'fixed' }))).toEqual(new Set([100]));
});

test('a normal delay has its mean, and two thirds lie within one deviation', () => {
  const sample = delays({ ms: 200, distribution: 'normal', deviationMs: 30 });
  expect(Math.abs(mean(sample) - 200)).toBeLessThan(1);
  const within = sample.filter((ms) => Math.abs(ms - 200) <= 30).length / sample.length;
  expect(Math.abs(within - 0.6827)).toBeLessThan(0.01);
});

test('the deviation of a normal delay is a fifth of its mean by default', () => {
  expect(delays({ ms: 100, distribution: 'normal' })).toEqual(
    delays({ ms: 100, distribution: 'normal', deviationMs: 20 }),
  );
});

test('a Pareto delay starts at its minimum and has the quantiles of its shape', () => {
  const sample = delays({ ms: 50, distribution: 'pareto', shape: 2 });
  expect(sample[0]).toBeGreaterThanOrEqual(50);
  for (const share of [0.5, 0.9, 0.99]) {
    const expected = 50 / (1 - share) ** (1 / 2);
    expect(Math.abs(quantile(sample, share) / expected - 1)).toBeLessThan(0.05);
  }
});

test('no delay is negative or above a minute, whatever the parameters', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('fixed', 'normal', 'pareto'),
      fc.double({ min: 1, max: 60_000, noNaN: true }),
      fc.double({ min: 0, max: 60_000, noNaN: true }),
      fc.double({ min: 1.05, max: 10, noNaN: true }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      (distribution, ms, deviationMs, shape, seed) => {
        const random = seededRandom(seed);
        for (let i = 0; i < 50; i += 1) {
          const delay = sampleDelay({ distribution, ms, deviationMs, shape }, random);
          expect(delay >= 0 && delay <= 60_000).toBe(true);
        }
      },
    ),
  );
});
