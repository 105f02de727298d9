import * as fc from 'fast-check';
import { Histogram } from '../../../lib/cli/traffic/histogram';

function recorded(values: readonly number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

/** By definition: the smallest value that at least the share of all does not exceed. */
function exact(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(quantile * sorted.length)) - 1]!;
}

const VALUES = fc.array(
  fc.oneof(fc.nat(3_000), fc.nat(5_000_000), fc.nat(2 ** 31 - 1), fc.constantFrom(2 ** 31, 2 ** 32 - 1)),
  { minLength: 1 },
);

describe('the histogram', () => {
  it('gives every quantile within 1/1,024, never below the exact one', () => {
    fc.assert(
      fc.property(VALUES, fc.constantFrom(0, 0.01, 0.5, 0.9, 0.95, 0.99, 0.999, 1), (values, quantile) => {
        const told = recorded(values).quantile(quantile)!;
        const right = exact(values, quantile);
        expect(told).toBeGreaterThanOrEqual(right);
        expect(told - right).toBeLessThanOrEqual(right / 1_024);
      }),
    );
  });

  it('is exact below 2,048, and about its maximum', () => {
    const values = Array.from({ length: 2_048 }, (_, index) => index);
    expect(recorded(values).quantile(0.5)).toBe(1_023);
    expect(recorded([1_234_567]).quantile(0.5)).toBe(1_234_567);
    expect(recorded([1_234_567]).max).toBe(1_234_567);
  });

  it('says nothing of nothing, and takes what is out of its range as the nearest it has', () => {
    expect(new Histogram().quantile(0.5)).toBeUndefined();
    expect(recorded([-5, 0.4]).quantile(1)).toBe(0);
    expect(recorded([1e12]).max).toBe(2 ** 32 - 1);
  });

  it('tells what came since a copy of it', () => {
    fc.assert(
      fc.property(VALUES, VALUES, (before, after) => {
        const histogram = recorded(before);
        const copy = histogram.copy();
        for (const value of after) histogram.record(value);
        const since = histogram.since(copy);
        expect(since.count).toBe(after.length);
        expect(Math.abs(since.quantile(0.5)! - exact(after, 0.5))).toBeLessThanOrEqual(exact(after, 0.5) / 1_024);
        expect(copy.count).toBe(before.length);
      }),
      { numRuns: 50 },
    );
  });
});
