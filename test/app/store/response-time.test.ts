import { responseTime } from '../../../app/src/store/response-time';

/** Uniform numbers that are the same in every run. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const random = uniform(7);
const times = Array.from({ length: 100_000 }, () => responseTime(random)).sort((a, b) => a - b);
const percentile = (share: number) => times[Math.floor(share * times.length)]!;

test('half of the answers take 8 ms at most', () => {
  expect(percentile(0.5)).toBeCloseTo(8, 0);
});

test('the tail is long, and the latency SLO is healthy: 95 % in 25 ms, 99 % in 41 ms, none in 200 ms', () => {
  expect(percentile(0.95)).toBeGreaterThan(24);
  expect(percentile(0.95)).toBeLessThan(27);
  expect(percentile(0.99)).toBeGreaterThan(38);
  expect(percentile(0.99)).toBeLessThan(44);
  expect(times.at(-1)).toBeLessThanOrEqual(150);
});

test.each([
  ['smallest', 0],
  ['largest', 1 - 2 ** -53],
])('the %s random number gives a time too', (_, extreme) => {
  const time = responseTime(() => extreme);
  expect(time).toBeGreaterThan(0);
  expect(time).toBeLessThanOrEqual(150);
});
