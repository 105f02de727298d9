import { chaosClient } from '../_helpers/chaos-client';
import { ManualTimers } from '../_helpers/manual-timers';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample } from '../_helpers/samples';
import { until } from '../_helpers/until';
import { disturbQueries } from '../../../app/src/chaos/disturb-queries';
import { type Fault, parseFaults, type QueryFault } from '../../../app/src/chaos/fault';
import { Injection } from '../../../app/src/chaos/injection';
import { systemTimers, type Timers } from '../../../app/src/chaos/timers';

const STAYS = new AbortController().signal;

function given(...faults: unknown[]) {
  const timers = new ManualTimers();
  const injections = faults.map((fault) => new Injection(queryFault(fault), timers));
  const disturbance = disturbQueries({ onQueries: () => injections, has: () => false });
  return { timers, injections, disturbance };
}

function queryFault(value: unknown): QueryFault {
  const result = parseFaults(value);
  const fault: Fault | undefined = 'faults' in result ? result.faults[0] : undefined;
  if (fault?.type !== 'dependency' && fault?.type !== 'slow_queries') throw new Error('not a fault of queries');
  return fault;
}

const INJECTED = 'the query failed because a fault was injected: nothing else is wrong';

test('without a fault there is nothing to wait for', async () => {
  const { disturbance } = given();
  expect(disturbance.beforeQuery(STAYS)).toBe(disturbance.beforeQuery(STAYS));
  await disturbance.beforeQuery(STAYS);
  expect([disturbance.stale(), disturbance.ready()]).toEqual([false, undefined]);
});

test('a failing dependency fails its share of the queries', async () => {
  const { disturbance } = given({ type: 'dependency', ratio: 0.2 });
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => disturbance.beforeQuery(STAYS)));
  expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(20);
  expect(outcomes).toContainEqual({ status: 'rejected', reason: new Error(INJECTED) });
});

test('slow queries take their time, and fail after it when the dependency fails too', async () => {
  const { disturbance, timers } = given({ type: 'dependency' }, { type: 'slow_queries', ms: 200 });
  const outcomes: string[] = [];
  const query = disturbance.beforeQuery(STAYS).catch((error: Error) => outcomes.push(error.message));
  timers.advance(199);
  await Promise.resolve();
  expect(outcomes).toEqual([]);
  timers.advance(1);
  await query;
  expect(outcomes).toEqual([INJECTED]);
});

test('queries that wait go on when the fault ends, and nobody waits for one that was given up', async () => {
  const { disturbance, injections, timers } = given({ type: 'slow_queries', ms: 60_000 }, { type: 'dependency' });
  const caller = new AbortController();
  const given_up = disturbance.beforeQuery(caller.signal);
  caller.abort();
  await expect(given_up).rejects.toThrow(INJECTED);
  const query = disturbance.beforeQuery(STAYS);
  injections.forEach((injection) => injection.end());
  await query;
  expect(timers.count).toBe(0);
});

describe('over a real server', () => {
  let service: RunningService;
  let chaos: ReturnType<typeof chaosClient>;

  /** @param seconds the time limit of a query */
  async function start(timers: Timers = systemTimers, seconds = 30): Promise<void> {
    const env = { DATABASE_TIMEOUT_SECONDS: String(seconds), CIRCUIT_BREAKER_RECOVERY_SECONDS: '60' };
    service = await startService(undefined, { timers, env });
    chaos = chaosClient(service);
  }
  afterEach(async () => {
    await chaos.removeAll();
    service.close();
  });
  const users = () => fetch(`${service.url}/api/users`);

  test('a failing dependency is a degraded answer where one is known, and a 503 where none is', async () => {
    await start();
    await chaos.put({ type: 'dependency' });
    expect((await users()).status).toBe(503);
    await chaos.removeAll();
    const fresh = await users();
    expect([fresh.status, fresh.headers.get('x-data-freshness')]).toEqual([200, 'fresh']);
    await chaos.put({ type: 'dependency' });
    const degraded = await users();
    expect([degraded.status, degraded.headers.get('x-data-freshness')]).toEqual([200, 'degraded']);
  });

  test('a query that is slower than its time limit fails', async () => {
    await start(new ManualTimers(), 0.1);
    await chaos.put({ type: 'slow_queries', ms: 60_000 });
    expect((await users()).status).toBe(503);
    const scrape = await service.metrics();
    expect(sample(scrape, 'database_query_duration_seconds_count{operation="list_users",outcome="timeout"}')).toBe(1);
  });

  test('a slow query within its limit is only slow', async () => {
    const timers = new ManualTimers();
    await start(timers);
    await chaos.put({ type: 'slow_queries', ms: 500 });
    const answer = users();
    await until('the query to wait', () => timers.count === 2);
    timers.advance(500);
    expect((await answer).status).toBe(200);
  });

  test('stale data is not asked for again', async () => {
    await start();
    await users();
    await chaos.put({ type: 'stale' });
    const before = sample(await service.metrics(), queries());
    expect((await users()).status).toBe(200);
    expect(sample(await service.metrics(), queries())).toBe(before);
    await chaos.removeAll();
    await users();
    expect(sample(await service.metrics(), queries())).toBe(before! + 1);
  });

  const queries = () => 'database_query_duration_seconds_count{operation="list_users",outcome="ok"}';
});
