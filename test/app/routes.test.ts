import { type RunningService, startService } from './_helpers/running-service';
import { sample } from './_helpers/samples';

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

test('/fail is no surprise, so the log has its code and no stack', async () => {
  await get('/fail', { headers: { 'x-request-id': 'no-surprise' } });
  const line = service.log.find(({ requestId }) => requestId === 'no-surprise');
  expect(line).toMatchObject({ level: 'error', code: 'RequestedFailure', http_status: '500' });
  expect(line).not.toHaveProperty('error');
});

test('/risky fails in exactly one of five answers', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 50; i += 1) statuses.push((await get('/risky')).status);
  expect(statuses.filter((status) => status === 500)).toHaveLength(10);
  for (let i = 0; i < 50; i += 5) expect(statuses.slice(i, i + 5).filter((status) => status === 500)).toHaveLength(1);
});

test.each([
  ['?type=client', 400, 'RequestedClientError'],
  ['', 500, 'RequestedFailure'],
  ['?type=server', 500, 'RequestedFailure'],
  ['?typ=client', 400, 'InvalidInput'],
  ['?type=client&type=server', 400, 'InvalidInput'],
])('/api/error%s answers %d %s', async (query, status, code) => {
  const answer = await get(`/api/error${query}`);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code } });
});

const post = (path: string, body: unknown) =>
  get(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test.each([[{ message: 'Hello World' }], [[1, [null, 'ü']]], [{}]])('/api/echo sends back %j', async (body) => {
  const answer = await post('/api/echo', body);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: 'success', data: body });
});

test('/api/echo sends back names that JavaScript has a use for', async () => {
  const body = '{"__proto__":{"a":1},"constructor":2}';
  const answer = await get('/api/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(await answer.text()).toBe(`{"status":"success","data":${body}}`);
});

test('fails with 400 when /api/echo gets nothing, and with 415 when it gets no JSON', async () => {
  const nothing = await get('/api/echo', { method: 'POST' });
  expect(nothing.status).toBe(400);
  expect(await nothing.json()).toMatchObject({
    error: { code: 'InvalidInput', message: 'body: a JSON object or array is missing' },
  });
  const text = await get('/api/echo', { method: 'POST', body: 'Hello World' });
  expect(text.status).toBe(415);
  expect(await text.json()).toMatchObject({
    error: {
      code: 'UnsupportedMediaType',
      message: 'the body must be JSON, with Content-Type: application/json',
    },
  });
});

test('/api/match tells skills and score, and the score is measured', async () => {
  const answer = await post('/api/match', { resume: 'Golang and k8s', jobDescription: 'Go, Kubernetes, AWS, Linux' });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    score: 0.5,
    resumeSkills: ['Go', 'Kubernetes'],
    jobSkills: ['AWS', 'Go', 'Kubernetes', 'Linux'],
    matched: ['Go', 'Kubernetes'],
    missing: ['AWS', 'Linux'],
  });
  const scrape = await service.metrics();
  expect(sample(scrape, 'resume_match_score_count')).toBe(1);
  expect(sample(scrape, 'resume_match_score_sum')).toBe(0.5);
  expect(sample(scrape, 'resume_match_score_bucket{le="0.4"}')).toBe(0);
  expect(sample(scrape, 'resume_match_score_bucket{le="0.5"}')).toBe(1);
});

test.each([
  [
    {},
    'body.resume: Invalid input: expected string, received undefined; body.jobDescription: Invalid input: expected string, received undefined',
  ],
  [{ resume: 'a', jobDescription: ' ' }, 'body.jobDescription: Too small: expected string to have >=1 characters'],
  [{ resume: 7, jobDescription: 'b' }, 'body.resume: Invalid input: expected string, received number'],
  [{ resume: 'a', jobDescription: 'b', salary: 1 }, 'body: Unrecognized key: "salary"'],
  [[], 'body: Invalid input: expected object, received array'],
])('fails with 400 and the place when /api/match gets %j', async (body, message) => {
  const answer = await post('/api/match', body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'InvalidInput', message } });
});

test('fails with 400 for JSON that is nested too deep to be written again', async () => {
  const body = '['.repeat(40_000) + ']'.repeat(40_000);
  const answer = await get('/api/echo', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { code: 'InvalidInput', message: 'body: nested deeper than the 100 levels that are allowed' },
  });
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
  expect(await (await get('/health/readiness')).json()).toEqual({ status: 'ready' });
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
