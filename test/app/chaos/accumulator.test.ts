import * as fc from 'fast-check';
import { Accumulator } from '../../../app/src/chaos/accumulator';

const ratios = fc.integer({ min: 0, max: 1_000_000 }).map((millionths) => millionths / 1_000_000);
const phases = fc.double({ min: 0, max: 0.999, noNaN: true });

const hitsOf = (accumulator: Accumulator, lanes: readonly number[]) =>
  lanes.map((lane) => (accumulator.next(lane) ? 1 : 0) as number);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const row = (count: number, lane = 0) => Array.from({ length: count }, () => lane);

test('10 % of 10,000 requests are 1,000, and 10 of any 100 consecutive ones', () => {
  const hits = hitsOf(new Accumulator(0.1), row(10_000));
  expect(sum(hits)).toBe(1000);
  for (let start = 0; start <= 9900; start += 1) expect(sum(hits.slice(start, start + 100))).toBe(10);
});

test('the first hit is in the middle of its interval', () => {
  expect(hitsOf(new Accumulator(0.2), row(10))).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
});

test('0 hits nothing and 1 everything, in whatever lane', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 300 }), (lanes) => {
      expect(sum(hitsOf(new Accumulator(0), lanes))).toBe(0);
      expect(sum(hitsOf(new Accumulator(1), lanes))).toBe(lanes.length);
    }),
  );
});

test('any ratio, any window, one lane: the hits are window × ratio to less than one', () => {
  fc.assert(
    fc.property(
      ratios,
      phases,
      fc.nat(3000),
      fc.integer({ min: 1, max: 1000 }),
      fc.nat(9),
      (ratio, phase, start, window, lane) => {
        const hits = hitsOf(new Accumulator(ratio, phase), row(start + window, lane));
        expect(Math.abs(sum(hits.slice(start)) - window * ratio)).toBeLessThan(1 + 1e-6);
      },
    ),
    { numRuns: 300 },
  );
});

test('any mix of lanes: within two, and within one for 100 requests at a whole percentage', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 100 }),
      phases,
      fc.array(fc.nat(9), { minLength: 100, maxLength: 600 }),
      (percent, phase, lanes) => {
        const hits = hitsOf(new Accumulator(percent / 100, phase), lanes);
        for (let start = 0; start + 100 <= hits.length; start += 1) {
          expect(Math.abs(sum(hits.slice(start, start + 100)) - percent)).toBeLessThanOrEqual(1);
        }
        expect(Math.abs(sum(hits) - (lanes.length * percent) / 100)).toBeLessThan(2);
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  [2, 0.5],
  [10, 0.1],
  [5, 0.2],
  [3, 1 / 3],
  [4, 0.25],
  [7, 0.05],
])('a client that takes %i routes in turn sees the ratio %d on each', (routes, ratio) => {
  const rounds = 2000;
  const lanes = Array.from({ length: routes * rounds }, (_, i) => i % routes);
  const hits = hitsOf(new Accumulator(ratio), lanes);
  for (let lane = 0; lane < routes; lane += 1) {
    const ofLane = sum(hits.filter((_, i) => lanes[i] === lane));
    expect(Math.abs(ofLane - rounds * ratio)).toBeLessThanOrEqual(2);
  }
});

test('any traffic over up to ten routes: each gets its share, to a few requests', () => {
  fc.assert(
    fc.property(
      ratios,
      fc.integer({ min: 1, max: 10 }),
      fc.infiniteStream(fc.nat(1_000_000)),
      (ratio, routes, stream) => {
        const lanes = [...stream.take(5000)].map((number) => number % routes);
        const hits = hitsOf(new Accumulator(ratio), lanes);
        for (let lane = 0; lane < routes; lane += 1) {
          const requests = lanes.filter((one) => one === lane).length;
          const ofLane = sum(hits.filter((_, i) => lanes[i] === lane));
          expect(Math.abs(ofLane - requests * ratio)).toBeLessThanOrEqual(5);
        }
      },
    ),
    { numRuns: 50 },
  );
});
