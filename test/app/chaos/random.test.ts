import * as fc from 'fast-check';
import { seededRandom } from '../../../app/src/chaos/random';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const first = (count: number, seed: number) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

test('the same seed gives the same numbers, another seed others', () => {
  fc.assert(fc.property(seeds, (seed) => expect(first(50, seed)).toEqual(first(50, seed))));
  expect(first(5, 1)).not.toEqual(first(5, 2));
});

test('all numbers are from 0 to below 1', () => {
  fc.assert(
    fc.property(seeds, (seed) => expect(first(200, seed).every((number) => number >= 0 && number < 1)).toBe(true)),
  );
});

test.each([0, 1, 42, 2 ** 32 - 1])('of seed %i, each tenth of the range gets its tenth', (seed) => {
  const tenths = Array.from({ length: 10 }, () => 0);
  first(100_000, seed).forEach((number) => (tenths[Math.floor(number * 10)]! += 1));
  tenths.forEach((count) => expect(Math.abs(count - 10_000)).toBeLessThan(400));
});
