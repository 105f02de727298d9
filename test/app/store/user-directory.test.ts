import { createLogger } from '../../../app/src/log';
import { createMetrics, type Metrics } from '../../../app/src/metrics/registry';
import { type Disturbance, undisturbed } from '../../../app/src/store/disturbance';
import { SAMPLE_USERS } from '../../../app/src/store/sample-users';
import type { UserRepository } from '../../../app/src/store/user';
import { createUserDirectory, type UserDirectory } from '../../../app/src/store/user-directory';
import { ManualClock } from '../_helpers/manual-clock';
import { sample } from '../_helpers/samples';

const FIRST = { limit: 2, offset: 0 };

let clock: ManualClock;
let metrics: Metrics;
let log: Record<string, unknown>[];
let pings: number;
let problem: Error | undefined;
let disturbance: Disturbance;
let users: UserDirectory;

/** A store that fails when the test says so. */
const repository: UserRepository = {
  name: 'postgresql',
  list: async ({ limit, offset }) => answer(SAMPLE_USERS.slice(offset, offset + limit)),
  get: async (id) => answer(SAMPLE_USERS.find((user) => user.id === id)),
  ping: async () => {
    pings += 1;
    answer(undefined);
  },
  close: () => Promise.resolve(),
};

function answer<T>(value: T): T {
  if (problem) throw problem;
  return value;
}

beforeEach(() => {
  clock = new ManualClock();
  metrics = createMetrics({ version: 'test', requestsInFlight: () => 0 });
  log = [];
  pings = 0;
  problem = undefined;
  disturbance = { ...undisturbed };
  users = createUserDirectory({
    repository,
    breaker: { timeoutMs: 1000, thresholdPercent: 50, minimumCalls: 100, windowMs: 10_000, recoveryMs: 1000 },
    disturbance: {
      beforeQuery: (signal) => disturbance.beforeQuery(signal),
      stale: () => disturbance.stale(),
    },
    clock,
    metrics,
    logger: createLogger({ level: 'info', write: (line) => log.push(JSON.parse(line)) }),
  });
});
afterEach(() => users.close());

const refused = () => Object.assign(new Error('connect ECONNREFUSED db.internal:5432'), { code: 'ECONNREFUSED' });
const answers = async (freshness: string) =>
  sample(await metrics.render(), `data_answers_total{freshness="${freshness}"}`);

test('every series exists from the start', async () => {
  const scrape = await metrics.render();
  for (const freshness of ['fresh', 'stale', 'degraded']) expect(await answers(freshness)).toBe(0);
  for (const operation of ['list_users', 'get_user', 'ping']) {
    for (const outcome of ['ok', 'error', 'timeout', 'rejected']) {
      const labels = `operation="${operation}",outcome="${outcome}"`;
      expect(sample(scrape, `database_query_duration_seconds_count{${labels}}`)).toBe(0);
    }
  }
  expect(sample(scrape, 'circuit_breaker_state{name="database",state="closed"}')).toBe(1);
  expect(sample(scrape, 'circuit_breaker_state{name="database",state="half_open"}')).toBe(0);
  expect(sample(scrape, 'circuit_breaker_state{name="database",state="open"}')).toBe(0);
  expect(sample(scrape, 'data_age_seconds')).toBe(0);
});

test('an answer of the store is fresh', async () => {
  expect(await users.list(FIRST)).toEqual({ value: SAMPLE_USERS.slice(0, 2), ageSeconds: 0, freshness: 'fresh' });
  expect(await users.get(7)).toEqual({ value: undefined, ageSeconds: 0, freshness: 'fresh' });
  expect(await answers('fresh')).toBe(2);
});

test('the age of an answer includes the time that the store took', async () => {
  disturbance.beforeQuery = () => clock.sleep(400);
  const answered = users.list(FIRST);
  clock.advance(400);
  expect(await answered).toMatchObject({ ageSeconds: 0.4, freshness: 'fresh' });
  const scrape = await metrics.render();
  expect(sample(scrape, 'database_query_duration_seconds_sum{operation="list_users",outcome="ok"}')).toBeCloseTo(0.4);
  expect(sample(scrape, 'data_age_seconds')).toBeCloseTo(0.4);
});

test('when the store fails, the last known answer is given as degraded, with its age', async () => {
  await users.list(FIRST);
  problem = refused();
  clock.advance(5000);
  expect(await users.list(FIRST)).toEqual({
    value: SAMPLE_USERS.slice(0, 2),
    ageSeconds: 5,
    freshness: 'degraded',
  });
  expect(await answers('degraded')).toBe(1);
  expect(sample(await metrics.render(), 'data_age_seconds')).toBe(5);
});

test('fails when the store fails and nothing is known, without the names that a driver tells', async () => {
  await users.list(FIRST);
  problem = refused();
  await expect(users.list({ limit: 3, offset: 0 })).rejects.toMatchObject({
    name: 'StoreUnavailableError',
    message: 'postgresql cannot be used: it does not answer (ECONNREFUSED)',
  });
  expect(await answers('degraded')).toBe(0);
});

test('data that is no longer refreshed is fresh for 60 seconds, then stale, and the store is not asked', async () => {
  await users.list(FIRST);
  disturbance.stale = () => true;
  problem = refused();
  clock.advance(60_000);
  expect(await users.list(FIRST)).toMatchObject({ ageSeconds: 60, freshness: 'fresh' });
  clock.advance(1);
  expect(await users.list(FIRST)).toMatchObject({ ageSeconds: 60.001, freshness: 'stale' });
  expect(await answers('stale')).toBe(1);
  problem = undefined;
  disturbance.stale = () => false;
  expect(await users.list(FIRST)).toMatchObject({ ageSeconds: 0, freshness: 'fresh' });
});

test('a disturbance that rejects is a query that failed', async () => {
  disturbance.beforeQuery = () => Promise.reject(new Error('injected'));
  await expect(users.get(101)).rejects.toThrow('postgresql cannot be used: it does not answer');
  const labels = 'operation="get_user",outcome="error"';
  expect(sample(await metrics.render(), `database_query_duration_seconds_count{${labels}}`)).toBe(1);
});

test('the check says what is wrong, and asks the store once for probes that come together', async () => {
  expect(await Promise.all([users.check(), users.check()])).toEqual([
    { name: 'postgresql', circuitBreaker: 'closed', problem: undefined },
    { name: 'postgresql', circuitBreaker: 'closed', problem: undefined },
  ]);
  expect(pings).toBe(1);
  problem = refused();
  clock.advance(500);
  expect(await users.check()).toMatchObject({ problem: 'it does not answer (ECONNREFUSED)' });
  expect(pings).toBe(2);
});

test('the log has the first failure and the end of it, not each one', async () => {
  await users.list(FIRST);
  problem = refused();
  for (let i = 0; i < 5; i += 1) await users.list(FIRST);
  problem = undefined;
  await users.list(FIRST);
  expect(log.map(({ msg }) => msg)).toEqual(['a query failed', 'the store answers again']);
});
