import { ManualTimers } from '../_helpers/manual-timers';
import { type Fault, isRequestFault, parseFaults, type RequestFault } from '../../../app/src/chaos/fault';
import { Injection } from '../../../app/src/chaos/injection';
import { planFor } from '../../../app/src/chaos/plan';

const STAYS = new AbortController().signal;

function faultOf(value: unknown): Fault {
  const result = parseFaults(value);
  if ('problem' in result) throw new Error(result.problem);
  return result.faults[0]!;
}
function injection(value: unknown, timers = new ManualTimers()): Injection<RequestFault> {
  const fault = faultOf(value);
  if (!isRequestFault(fault)) throw new Error('not a fault of requests');
  return new Injection(fault, timers);
}
const hits = (one: Injection, count: number) => Array.from({ length: count }, () => one.hitsNext());
const resolved = async (promise: Promise<unknown>) => Promise.race([promise.then(() => true), Promise.resolve(false)]);

test('a ratio is exact, and counted', () => {
  const one = injection({ type: 'error', ratio: 0.1 });
  expect(hits(one, 1000).filter(Boolean)).toHaveLength(100);
  expect([one.requests, one.hits]).toEqual([1000, 100]);
});

test('by chance it is not exact, but the same for the same seed', () => {
  const fault = { type: 'error', ratio: 0.1, random: true, seed: 3 };
  const run = hits(injection(fault), 1000);
  expect(hits(injection(fault), 1000)).toEqual(run);
  expect(hits(injection({ ...fault, seed: 4 }), 1000)).not.toEqual(run);
  const windows = Array.from({ length: 10 }, (_, i) => run.slice(i * 100, i * 100 + 100).filter(Boolean).length);
  expect(windows.some((count) => Math.abs(count - 10) > 1)).toBe(true);
});

test('the seed of an exact ratio says where it begins', () => {
  const beginning = (seed: number) => hits(injection({ type: 'error', ratio: 0.05, seed }), 20).indexOf(true);
  expect(new Set([1, 2, 3, 4, 5].map(beginning)).size).toBeGreaterThan(1);
  expect(beginning(1)).toBe(beginning(1));
});

test('delays of a distribution are the same for the same seed', () => {
  const delays = (seed: number) => {
    const one = injection({ type: 'latency', ms: 100, distribution: 'normal', seed });
    return Array.from({ length: 20 }, () => one.nextDelay());
  };
  expect(delays(1)).toEqual(delays(1));
  expect(delays(1)).not.toEqual(delays(2));
});

test('a wait takes its time', async () => {
  const timers = new ManualTimers();
  const wait = injection({ type: 'latency', ms: 100 }, timers).wait(100, STAYS);
  timers.advance(99);
  expect(await resolved(wait)).toBe(false);
  timers.advance(1);
  await wait;
  expect(timers.count).toBe(0);
});

test('who waits goes on when the fault ends, and nobody waits after that', async () => {
  const timers = new ManualTimers();
  const one = injection({ type: 'latency', ms: 60_000 }, timers);
  const waits = [one.wait(60_000, STAYS), one.wait(60_000, STAYS)];
  one.end();
  await Promise.all([...waits, one.wait(60_000, STAYS)]);
  expect([one.isOver, timers.count]).toEqual([true, 0]);
});

test('nothing waits for a client that is gone', async () => {
  const timers = new ManualTimers();
  const client = new AbortController();
  const one = injection({ type: 'latency', ms: 60_000 }, timers);
  const wait = one.wait(60_000, client.signal);
  client.abort();
  await Promise.all([wait, one.wait(60_000, client.signal)]);
  expect([one.isOver, timers.count]).toEqual([false, 0]);
});

test('a plan has all delays, then resets, then errors, and asks every fault', () => {
  const latency = injection({ type: 'latency', ms: 30 });
  const slower = injection({ type: 'latency', ms: 50 });
  const error = injection({ type: 'error', ratio: 1, status: 503 });
  const reset = injection({ type: 'reset', ratio: 1 });
  const rare = injection({ type: 'error', ratio: 0.001 });
  const plan = planFor([error, latency, rare, reset, slower], 0);
  expect(plan.waits).toEqual([
    { injection: latency, ms: 30 },
    { injection: slower, ms: 50 },
  ]);
  expect(plan.resets).toEqual([reset]);
  expect(plan.errors).toEqual([error]);
  expect([error, latency, rare, reset, slower].map(({ requests }) => requests)).toEqual([1, 1, 1, 1, 1]);
});

test('each of two faults keeps its ratio, whatever the other one hits', () => {
  const [first, second] = [injection({ type: 'error', ratio: 0.5 }), injection({ type: 'error', ratio: 0.2, seed: 5 })];
  for (let i = 0; i < 1000; i += 1) planFor([first, second], 0);
  expect([first.hits, second.hits]).toEqual([500, 200]);
});
