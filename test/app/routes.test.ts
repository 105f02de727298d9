import { type RunningService, startService } from './_helpers/running-service';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

const get = (path: string, init?: RequestInit) => fetch(`${service.url}${path}`, init);
const idFor = async (given: string) =>
  (await get('/', { headers: { 'x-request-id': given } })).headers.get('x-request-id');

test('/ answers 200 with a greeting and the version', async () => {
  const answer = await get('/');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(await answer.json()).toEqual({ message: 'hello from the unstable API', version: '1.2.3' });
});

test('/fail answers 500 with a JSON error', async () => {
  const answer = await get('/fail');
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({
    error: {
      code: 'RequestedFailure',
      message: 'this path always fails: that is what it is for',
      requestId: answer.headers.get('x-request-id'),
    },
  });
});

test('/fail is no surprise, so the log has no error of it', async () => {
  await get('/fail');
  expect(service.log.filter(({ level }) => level === 'error')).toEqual([]);
});

test('/kill answers before it asks for exit code 1', async () => {
  const answer = await get('/kill');
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ message: 'this process exits now, with code 1' });
  expect(service.exits).toEqual([1]);
});

test('/metrics answers in the text format of Prometheus', async () => {
  const answer = await get('/metrics');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
  expect(await answer.text()).toContain('# TYPE http_requests_total counter');
});

test('/health/liveness and /health/readiness answer 200', async () => {
  expect(await (await get('/health/liveness')).json()).toEqual({ status: 'alive' });
  expect(await (await get('/health/readiness')).json()).toEqual({
    status: 'ready',
    dependencies: [{ name: 'memory', ready: true, circuitBreaker: 'closed' }],
  });
});

test('/favicon.ico answers 204 with no body', async () => {
  const answer = await get('/favicon.ico');
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe('');
});

test('HEAD answers like GET, without the body', async () => {
  const answer = await get('/', { method: 'HEAD' });
  expect(answer.status).toBe(200);
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(0);
  expect(await answer.text()).toBe('');
});

test('an answer says neither what made it nor an etag', async () => {
  const { headers } = await get('/');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('etag')).toBeNull();
});

test('every answer has a new request id', async () => {
  const ids = await Promise.all(
    ['/', '/', '/nothing', '/metrics'].map(async (path) => (await get(path)).headers.get('x-request-id')),
  );
  ids.forEach((id) => expect(id).toMatch(/^[\da-f-]{36}$/));
  expect(new Set(ids).size).toBe(ids.length);
});

test("the caller's own request id comes back when it is harmless", async () => {
  expect(await idFor('lesson-3.step_2')).toBe('lesson-3.step_2');
  expect(await idFor('"},"level":"error"')).toMatch(/^[\da-f-]{36}$/);
  expect(await idFor('x'.repeat(65))).toMatch(/^[\da-f-]{36}$/);
});
