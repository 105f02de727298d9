import { chaosClient } from '../_helpers/chaos-client';
import { Connection } from '../_helpers/connection';
import { ManualTimers } from '../_helpers/manual-timers';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample } from '../_helpers/samples';
import { until } from '../_helpers/until';

// Thousands of requests, on a machine that may be busy.
jest.setTimeout(60_000);

let service: RunningService;
let timers: ManualTimers;
let chaos: ReturnType<typeof chaosClient>;
beforeEach(async () => {
  timers = new ManualTimers();
  service = await startService(undefined, { timers });
  chaos = chaosClient(service);
});
afterEach(async () => {
  await chaos.removeAll();
  service.close();
});

const get = (path: string, fault?: string) =>
  fetch(service.url + path, { headers: fault === undefined ? {} : { 'x-chaos-fault': fault } });
const statusOf = async (path: string, fault?: string) => (await get(path, fault)).status;

/** The statuses of that many requests on one connection, in their order. */
async function statusesOf(paths: readonly string[], headerOf: (index: number) => string = () => ''): Promise<number[]> {
  const connection = new Connection(service.port);
  const requests = paths.map((path, i) => `GET ${path} HTTP/1.1\r\nHost: lab\r\n${headerOf(i)}\r\n`);
  connection.send(requests.join('') + 'GET /metrics HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\n');
  const text = await connection.ended;
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].slice(0, paths.length).map(([, status]) => Number(status));
}
const repeat = (count: number, ...paths: string[]) => Array.from({ length: count }, (_, i) => paths[i % paths.length]!);
const failures = (statuses: readonly number[]) => statuses.filter((status) => status === 503).length;

/** Whether a promise is settled once everything that is under way has had its turns. */
const isWaiting = async (promise: Promise<unknown>) => {
  let waits = true;
  void promise.finally(() => (waits = false));
  await get('/health/liveness');
  return waits;
};

test('10 % over 10,000 requests are 1,000 failures, and of any 100 consecutive requests 9 to 11 fail', async () => {
  await chaos.put({ type: 'error', route: '/', ratio: 0.1, status: 503 });
  const statuses = await statusesOf(repeat(10_000, '/'));
  expect(statuses).toHaveLength(10_000);
  expect(Math.abs(failures(statuses) - 1000)).toBeLessThanOrEqual(10);
  const windows = statuses.slice(99).map((_, start) => failures(statuses.slice(start, start + 100)));
  expect([Math.min(...windows) >= 9, Math.max(...windows) <= 11]).toEqual([true, true]);
  const scrape = await service.metrics();
  expect(sample(scrape, 'http_requests_total{method="GET",route="/",http_status="503"}')).toBe(1000);
  expect(sample(scrape, 'http_requests_total{method="GET",route="/",http_status="200"}')).toBe(9000);
  expect(sample(scrape, 'app_errors_total{error_type="injected_fault",route="/"}')).toBe(1000);
});

test('a client that takes routes in turn sees the ratio on each of them', async () => {
  await chaos.put({ type: 'error', ratio: 0.5, status: 503 });
  const statuses = await statusesOf(repeat(1000, '/', '/api/error?type=client'));
  const [home, other] = [0, 1].map((lane) => failures(statuses.filter((_, i) => i % 2 === lane)));
  expect(Math.abs(home! - 250)).toBeLessThanOrEqual(2);
  expect(Math.abs(other! - 250)).toBeLessThanOrEqual(2);
});

test('requests of other routes are not hit, and do not count for the ratio', async () => {
  await chaos.put({ type: 'error', route: '/', ratio: 0.5, status: 503 });
  const statuses = await statusesOf(repeat(400, '/', '/api/error?type=client', '/nothing', '/health/liveness'));
  expect(failures(statuses)).toBe(50);
  expect((await chaos.list()).body.faults).toMatchObject([{ requests: 100, hits: 50 }]);
});

test('an injected error says that it is one', async () => {
  await chaos.put({ type: 'error', ratio: 1, status: 502 });
  const answer = await get('/');
  expect(answer.status).toBe(502);
  expect(await answer.json()).toEqual({
    error: {
      code: 'InjectedFault',
      message: 'a fault was injected here: nothing else is wrong',
      requestId: answer.headers.get('x-request-id'),
    },
  });
});

test('probes, metrics and the levers of the lab are never hit', async () => {
  await chaos.put([
    { type: 'error', ratio: 1 },
    { type: 'reset', ratio: 1 },
    { type: 'latency', ms: 60_000 },
  ]);
  for (const path of ['/metrics', '/health/liveness', '/health/readiness', '/openapi.json', '/chaos/faults', '/kill']) {
    expect([path, await statusOf(path)]).toEqual([path, 200]);
    expect([path, await statusOf(path, 'error=1,reset=1')]).toEqual([path, 200]);
  }
});

test('a reset breaks the connection, and counts as 599', async () => {
  await chaos.put({ type: 'reset', route: '/', ratio: 1 });
  const code = await get('/').then(
    () => 'answered',
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );
  expect(code).toBe('ECONNRESET');
  await until('the broken connection to be counted', async () =>
    sample(await service.metrics(), 'http_requests_total{method="GET",route="/",http_status="599"}'),
  );
  const scrape = await service.metrics();
  expect(sample(scrape, 'app_errors_total{error_type="connection_broken",route="/"}')).toBe(1);
});

test('a delayed request waits, and then is answered as usual', async () => {
  await chaos.put({ type: 'latency', ms: 100, route: '/' });
  const answer = get('/');
  await until('the request to wait', () => timers.count === 2);
  timers.advance(99);
  expect(await isWaiting(answer)).toBe(true);
  timers.advance(1);
  expect((await answer).status).toBe(200);
});

test('a body that comes with a delayed request is not lost', async () => {
  await chaos.put({ type: 'latency', ms: 100 });
  const answer = fetch(`${service.url}/api/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ long: 'x'.repeat(90_000) }),
  });
  await until('the request to wait', () => timers.count === 2);
  timers.advance(100);
  expect(await (await answer).json()).toMatchObject({ data: { long: expect.stringMatching(/^x{90000}$/) } });
});

test('two delays add up', async () => {
  await chaos.put([
    { type: 'latency', ms: 100 },
    { type: 'latency', ms: 50, route: '/' },
  ]);
  const answer = get('/');
  await until('the first wait', () => timers.count === 3);
  timers.advance(100);
  expect(await isWaiting(answer)).toBe(true);
  timers.advance(50);
  expect((await answer).status).toBe(200);
});

test('a request is delayed before it fails', async () => {
  await chaos.put([
    { type: 'error', ratio: 1, status: 503 },
    { type: 'latency', ms: 100 },
  ]);
  const answer = get('/');
  await until('the request to wait', () => timers.count === 3);
  expect(await isWaiting(answer)).toBe(true);
  timers.advance(100);
  expect((await answer).status).toBe(503);
});

test('of two errors the older one answers; a reset comes before both', async () => {
  await chaos.put([
    { type: 'error', ratio: 1, status: 502 },
    { type: 'error', ratio: 1, status: 504, route: '/' },
  ]);
  expect(await statusOf('/')).toBe(502);
  await chaos.put({ type: 'reset', ratio: 1 });
  await expect(get('/')).rejects.toThrow('fetch failed');
});

test('who waits when the faults are removed goes on, and meets none of them', async () => {
  await chaos.put([
    { type: 'latency', ms: 60_000 },
    { type: 'latency', ms: 60_000, route: '/' },
    { type: 'error', ratio: 1 },
    { type: 'reset', ratio: 1 },
  ]);
  const answers = [get('/'), get('/'), get('/')];
  await until('the requests to wait', () => timers.count === 7);
  await chaos.removeAll();
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(timers.count).toBe(0);
});

test('so does who waits when a fault expires', async () => {
  await chaos.put({ type: 'latency', ms: 60_000, ttlSeconds: 5 });
  const answer = get('/');
  await until('the request to wait', () => timers.count === 2);
  timers.advance(5000);
  expect((await answer).status).toBe(200);
});

test('nothing waits any more for a client that left', async () => {
  await chaos.put({ type: 'latency', ms: 60_000 });
  const client = new Connection(service.port);
  client.send('GET / HTTP/1.1\r\nHost: lab\r\n\r\n');
  await until('the request to wait', () => timers.count === 2);
  client.leave();
  await until('the wait to end', () => timers.count === 1);
  const left = await until('the request to be counted', async () =>
    sample(await service.metrics(), 'http_requests_total{method="GET",route="/",http_status="499"}'),
  );
  expect(left).toBe(1);
});

test('a failing readiness fails only readiness', async () => {
  await chaos.put({ type: 'readiness' });
  const answer = await get('/health/readiness');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    error: { code: 'NotReady', message: expect.stringContaining('a fault was injected here') },
  });
  expect([await statusOf('/'), await statusOf('/health/liveness')]).toEqual([200, 200]);
  await chaos.remove('readiness');
  expect(await statusOf('/health/readiness')).toBe(200);
});

describe('a fault by header', () => {
  test('hits the request that has it, and no other', async () => {
    expect(await statusOf('/', 'error=1;status=504')).toBe(504);
    expect(await statusOf('/')).toBe(200);
    expect((await chaos.list()).body.faults).toEqual([]);
  });

  test('has an exact ratio too, for each header of its own', async () => {
    const ratios = { 'error=0.5;status=503': 0, 'error=0.25;status=503': 0 };
    for (let i = 0; i < 40; i += 1) {
      for (const header of Object.keys(ratios) as (keyof typeof ratios)[]) {
        if ((await statusOf('/', header)) === 503) ratios[header] += 1;
      }
    }
    expect(Object.values(ratios)).toEqual([20, 10]);
  });

  test('can delay', async () => {
    const answer = get('/', 'latency=100');
    await until('the request to wait', () => timers.count === 1);
    timers.advance(100);
    expect((await answer).status).toBe(200);
  });

  test('can come with others, also as several headers', async () => {
    const answer = fetch(service.url, {
      headers: [
        ['x-chaos-fault', 'latency=100'],
        ['x-chaos-fault', 'error=1;status=502'],
      ],
    });
    await until('the request to wait', () => timers.count === 1);
    timers.advance(100);
    expect((await answer).status).toBe(502);
  });

  test('joins the faults of all', async () => {
    await chaos.put({ type: 'error', ratio: 1, status: 502 });
    expect(await statusOf('/', 'error=1;status=504')).toBe(502);
    await expect(get('/', 'reset=1')).rejects.toThrow('fetch failed');
  });

  test.each(['', 'error', 'error=2', 'error=0.5;status=200', 'memory=1', 'latency=100;route=/'])(
    'fails with 400 when it is %j',
    async (header) => {
      const answer = await get('/', header);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({
        error: { code: 'InvalidFaultHeader', message: expect.stringMatching(/^X-Chaos-Fault: ./) },
      });
    },
  );

  test('keeps the count of the last 200 headers only', async () => {
    const halves = 'error=0.5;status=503';
    const others = (count: number) =>
      statusesOf(repeat(count, '/'), (i) => `X-Chaos-Fault: error=0.000001;seed=${i}\r\n`);
    // Of this ratio the first request is hit, the second one is not, and so on.
    expect(await statusOf('/', halves)).toBe(503);
    await others(199);
    expect([await statusOf('/', halves), await statusOf('/', halves)]).toEqual([200, 503]);
    await others(200);
    expect(await statusOf('/', halves)).toBe(503);
  });
});
