import { createServer } from 'node:net';
import { once } from 'node:events';
import { systemClock } from '../../../app/src/clock';
import { SAMPLE_USERS } from '../../../app/src/store/sample-users';
import { AppProcess, buildApp } from '../_helpers/app-process';
import { Cable } from '../_helpers/cable';
import { portOf } from '../_helpers/port';
import { hasPostgresql, PostgresqlServer } from '../_helpers/postgresql';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample } from '../_helpers/samples';
import { until } from '../_helpers/until';

// CI installs it; elsewhere the tests count as skipped.
const [run, why] = hasPostgresql() ? [describe, ''] : [describe.skip, ' (skipped: PostgreSQL is not on this machine)'];

jest.setTimeout(60_000);

run(`users in a real PostgreSQL${why}`, () => {
  let server: PostgresqlServer;
  const started: RunningService[] = [];
  let cable: Cable | undefined;

  beforeAll(async () => {
    server = await PostgresqlServer.create();
  });
  afterAll(() => server.remove());
  beforeEach(async () => {
    await server.start();
    await inDatabase('DROP SCHEMA IF EXISTS sre_lab CASCADE');
  });
  afterEach(async () => {
    server.thaw();
    await Promise.all(started.splice(0).map((service) => service.stop()));
    await server.takeAway();
    await cable?.remove();
    cable = undefined;
  });

  const POOL_SIZE = 3;

  /** For tests that wait for the limits; what must be answered before comes under `untilFresh`, for a busy machine. */
  const SHORT_LIMITS = { DATABASE_TIMEOUT_SECONDS: '0.5', CIRCUIT_BREAKER_RECOVERY_SECONDS: '0.5' };

  async function start(env: Readonly<Record<string, string>> = {}): Promise<RunningService> {
    const service = await startService(systemClock, {
      env: {
        DATABASE_URL: server.url,
        DATABASE_POOL_SIZE: String(POOL_SIZE),
        DATABASE_TIMEOUT_SECONDS: '5',
        CIRCUIT_BREAKER_MINIMUM_QUERIES: '2',
        CIRCUIT_BREAKER_WINDOW_SECONDS: '1',
        SHUTDOWN_DELAY_SECONDS: '0',
        SHUTDOWN_DRAIN_SECONDS: '0.2',
        ...env,
      },
    });
    started.push(service);
    return service;
  }

  async function inDatabase(...statements: readonly string[]): Promise<readonly Record<string, unknown>[]> {
    const client = await server.connect();
    let rows: readonly Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    await client.end();
    return rows;
  }

  async function ask(service: RunningService, path = '/api/users') {
    const answer = await fetch(`${service.url}${path}`);
    const body: unknown = await answer.json();
    return {
      status: answer.status,
      freshness: answer.headers.get('x-data-freshness'),
      age: answer.headers.get('age'),
      body,
    };
  }

  const readiness = (service: RunningService) => ask(service, '/health/readiness');

  async function breakerIs(service: RunningService, state: string): Promise<boolean> {
    return sample(await service.metrics(), `circuit_breaker_state{name="database",state="${state}"}`) === 1;
  }

  async function queries(service: RunningService, outcome: string): Promise<number | undefined> {
    const labels = `operation="list_users",outcome="${outcome}"`;
    return sample(await service.metrics(), `database_query_duration_seconds_count{${labels}}`);
  }

  const untilFresh = (service: RunningService) =>
    until('a fresh answer', async () => (await ask(service)).freshness === 'fresh');

  /** Traffic, as it takes to open the breaker. */
  const untilOpen = (service: RunningService) =>
    until('an open circuit breaker', async () => {
      await ask(service);
      return breakerIs(service, 'open');
    });

  it('makes its table with the sample users, and pages through them', async () => {
    const service = await start();
    expect(await ask(service)).toEqual({ status: 200, freshness: 'fresh', age: '0', body: SAMPLE_USERS });
    expect((await ask(service, '/api/users?limit=2&offset=1')).body).toEqual(SAMPLE_USERS.slice(1, 3));
    expect((await ask(service, '/api/users/101')).body).toEqual(SAMPLE_USERS[0]);
    expect(await ask(service, '/api/users/7')).toMatchObject({ status: 404, freshness: 'fresh' });
    expect(await queries(service, 'ok')).toBe(2);
  });

  it('is ready with the name of the store', async () => {
    const service = await start();
    expect(await readiness(service)).toMatchObject({
      status: 200,
      body: { status: 'ready', dependencies: [{ name: 'postgresql', ready: true, circuitBreaker: 'closed' }] },
    });
  });

  it('lets two tasks make the table at the same time', async () => {
    const services = await Promise.all([start(), start(), start()]);
    await Promise.all(services.map((service) => service.prepare()));
    for (const service of services) expect((await ask(service)).body).toEqual(SAMPLE_USERS);
  });

  it('leaves a table that is there alone, and needs no more than the right to read it', async () => {
    await inDatabase(
      'CREATE SCHEMA sre_lab',
      'CREATE TABLE sre_lab.users (id integer, name text, email text)',
      "INSERT INTO sre_lab.users VALUES (1, 'Ada', 'ada@example.com')",
      "CREATE ROLE reader LOGIN PASSWORD 'read'",
      'GRANT USAGE ON SCHEMA sre_lab TO reader',
      'GRANT SELECT ON sre_lab.users TO reader',
    );
    const service = await start({ DATABASE_URL: `postgresql://reader:read@127.0.0.1:${server.port}/postgres` });
    expect((await ask(service)).body).toEqual([{ id: 1, name: 'Ada', email: 'ada@example.com' }]);
    await service.stop();
    await inDatabase('DROP OWNED BY reader', 'DROP ROLE reader');
  });

  it('makes the table again when somebody dropped it', async () => {
    const service = await start();
    await ask(service);
    await inDatabase('DROP TABLE sre_lab.users');
    expect((await ask(service)).freshness).toBe('degraded');
    expect((await ask(service)).freshness).toBe('fresh');
  });

  it('starts without its database, says so, and works as soon as it is there', async () => {
    await server.takeAway();
    const service = await start(SHORT_LIMITS);
    await service.prepare();
    expect((await ask(service, '/health/liveness')).status).toBe(200);
    expect(await readiness(service)).toMatchObject({
      status: 503,
      body: {
        error: { code: 'NotReady', message: 'postgresql cannot be used: it does not answer (ECONNREFUSED)' },
        dependencies: [{ name: 'postgresql', ready: false }],
      },
    });
    expect(await ask(service)).toMatchObject({ status: 503, body: { error: { code: 'DatabaseUnavailable' } } });

    await server.start();
    await until('ready', async () => (await readiness(service)).status === 200);
    expect(await ask(service)).toMatchObject({ freshness: 'fresh', body: SAMPLE_USERS });
  });

  it('answers what it knows while the database is away, and comes back with it', async () => {
    const service = await start(SHORT_LIMITS);
    await untilFresh(service);
    await server.takeAway();

    expect(await ask(service)).toMatchObject({ status: 200, freshness: 'degraded', body: SAMPLE_USERS });
    expect(await ask(service, '/api/users?limit=3')).toMatchObject({
      status: 503,
      body: { error: { code: 'DatabaseUnavailable' } },
    });
    await untilOpen(service);
    expect(await ask(service)).toMatchObject({ status: 200, freshness: 'degraded', body: SAMPLE_USERS });
    expect(await readiness(service)).toMatchObject({
      status: 503,
      body: { error: { code: 'NotReady' }, dependencies: [{ name: 'postgresql', ready: false }] },
    });
    expect((await ask(service, '/health/liveness')).status).toBe(200);
    expect(await queries(service, 'error')).toBeGreaterThan(0);
    await until('a rejected query', async () => {
      await ask(service);
      return ((await queries(service, 'rejected')) ?? 0) > 0;
    });

    await server.start();
    await untilFresh(service);
    expect(await breakerIs(service, 'closed')).toBe(true);
    await until('ready', async () => (await readiness(service)).status === 200);
    const states = service.log.filter(({ msg }) => msg === 'the circuit breaker changed').map(({ state }) => state);
    expect(states[0]).toBe('open');
    expect(states.slice(-2)).toEqual(['half_open', 'closed']);
  });

  it('closes its breaker by readiness probes alone', async () => {
    const service = await start(SHORT_LIMITS);
    await untilFresh(service);
    await server.takeAway();
    await untilOpen(service);
    await server.start();
    await until('ready', async () => (await readiness(service)).status === 200);
    expect(await breakerIs(service, 'closed')).toBe(true);
  });

  it('gives up on a server that accepts connections and answers nothing', async () => {
    const service = await start(SHORT_LIMITS);
    await untilFresh(service);
    server.freeze();
    // More than the pool holds: some hold a connection that hangs, the others wait for one.
    const answers = await Promise.all(Array.from({ length: 2 * POOL_SIZE }, () => ask(service)));
    answers.forEach((answer) => expect(answer).toMatchObject({ status: 200, freshness: 'degraded' }));
    expect(await queries(service, 'timeout')).toBeGreaterThan(0);
    await untilOpen(service);

    server.thaw();
    await untilFresh(service);
    await until('no connection too many', async () => (await server.connectionsOfApp()) <= POOL_SIZE);
  });

  it('gives up on a server that never answered at all', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const sockets = new Set<{ destroy(): void }>();
    silent.on('connection', (socket) => sockets.add(socket));
    const service = await start({ ...SHORT_LIMITS, DATABASE_URL: `postgresql://a:b@127.0.0.1:${portOf(silent)}/c` });
    expect(await ask(service)).toMatchObject({ status: 503, body: { error: { code: 'DatabaseUnavailable' } } });
    expect((await readiness(service)).status).toBe(503);
    sockets.forEach((socket) => socket.destroy());
    silent.close();
  });

  it('gives up on queries that take too long, on the server too', async () => {
    const service = await start(SHORT_LIMITS);
    await untilFresh(service);
    const client = await server.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE sre_lab.users IN ACCESS EXCLUSIVE MODE');
    expect((await ask(service)).freshness).toBe('degraded');
    expect(await queries(service, 'timeout')).toBeGreaterThan(0);
    await until('nothing waits on the server', async () => {
      // Not by the client that holds the lock: inside a transaction, the view does not change.
      const waiting = await inDatabase(
        "SELECT FROM pg_stat_activity WHERE application_name = 'sre-app' AND state = 'active'",
      );
      return waiting.length === 0;
    });
    await client.query('ROLLBACK');
    await client.end();
    await untilFresh(service);
  });

  it('survives connections that break while nobody uses them', async () => {
    const service = await start();
    await Promise.all([ask(service), ask(service), ask(service)]);
    await inDatabase("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sre-app'");
    await until('the news of it', () => service.log.some(({ msg }) => msg === 'an idle connection broke'));
    expect(await untilFresh(service)).toBe(true);
  });

  it('leaves no connection behind', async () => {
    const service = await start();
    await Promise.all(Array.from({ length: 20 }, () => ask(service)));
    expect(await server.connectionsOfApp()).toBeLessThanOrEqual(POOL_SIZE);
    await service.stop();
    await until('no connection left', async () => (await server.connectionsOfApp()) === 0);
  });

  it('loses a query, and nothing else, when its connection breaks', async () => {
    cable = await Cable.to(server.url);
    const service = await start({ DATABASE_URL: cable.url });
    await ask(service);
    server.freeze();
    const answer = ask(service);
    await until('the request', async () => sample(await service.metrics(), 'http_requests_in_flight') === 1);
    cable.cut();
    expect(await answer).toMatchObject({ status: 200, freshness: 'degraded' });
    server.thaw();
    await untilFresh(service);
  });

  it('stops without waiting for a query that hangs', async () => {
    const service = await start({ DATABASE_TIMEOUT_SECONDS: '30', CIRCUIT_BREAKER_RECOVERY_SECONDS: '30' });
    await ask(service);
    server.freeze();
    const broken = ask(service).catch(() => 'broken');
    await until('the request', async () => sample(await service.metrics(), 'http_requests_in_flight') === 1);
    await service.stop();
    expect(await broken).toBe('broken');
    expect(service.log.filter(({ msg }) => msg === 'a query failed')).toEqual([]);
  });

  it('speaks TLS when it is told to, and believes only whom it is told to', async () => {
    await server.takeAway();
    const certificate = await server.startWithTls();

    const encrypted = await start({ DATABASE_URL: `${server.url}?sslmode=require` });
    expect((await ask(encrypted)).freshness).toBe('fresh');
    const connections = await inDatabase(
      "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = 'sre-app'",
    );
    expect(connections).toEqual([{ ssl: true }]);

    const sure = { DATABASE_URL: `${server.url}?sslmode=verify-full` };
    expect((await ask(await start({ ...sure, PGSSLROOTCERT: certificate }))).freshness).toBe('fresh');
    expect(await readiness(await start(sure))).toMatchObject({
      status: 503,
      body: { error: { message: 'postgresql cannot be used: it does not answer (DEPTH_ZERO_SELF_SIGNED_CERT)' } },
    });
  });

  it('fails rather than speak without TLS', async () => {
    const service = await start({ DATABASE_URL: `${server.url}?sslmode=require` });
    expect(await ask(service)).toMatchObject({ status: 503, body: { error: { code: 'DatabaseUnavailable' } } });
  });

  it('works in the built program, which has the driver inside', async () => {
    const built = await buildApp();
    const app = new AppProcess(built.folder, {
      env: { DATABASE_URL: server.url, DATABASE_TIMEOUT_SECONDS: '5', SHUTDOWN_DELAY_SECONDS: '0' },
    });
    const url = await app.url();
    expect(await (await fetch(`${url}/api/users`)).json()).toEqual(SAMPLE_USERS);
    expect(await app.logged('listening')).toMatchObject({ store: 'postgresql' });
    app.signal('SIGTERM');
    expect(await app.exit).toEqual({ code: 0, signal: null });
    expect(app.stdout + app.stderr).not.toContain(server.password);
    await built.remove();
  });

  it('tells nobody the password', async () => {
    const service = await start();
    await ask(service);
    const wrong = await start({ DATABASE_URL: server.url.replace(/:[^:@]*@/, ':not-the-password@') });
    const answers = [await ask(wrong), await readiness(wrong)];
    expect(answers[1]).toMatchObject({
      status: 503,
      body: { error: { message: 'postgresql cannot be used: it does not answer (28P01)' } },
    });
    const told = JSON.stringify([service.log, wrong.log, answers]);
    expect(told).not.toContain(server.password);
    expect(told).not.toContain(encodeURIComponent(server.password));
    expect(told).not.toContain('not-the-password');
  });
});
