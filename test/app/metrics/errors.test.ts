import { ERROR_CODES } from '../../../app/src/http/error-codes';
import { ERROR_TYPES } from '../../../app/src/metrics/names';
import { describeWithPromtool, promtool, titled } from '../../_helpers/promtool';
import { Connection, exchange } from '../_helpers/connection';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample, seriesOf } from '../_helpers/samples';

let service: RunningService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const errors = (type: string, route: string) => `app_errors_total{error_type="${type}",route="${route}"}`;

test('every type of every counted route is there with 0 before the first error', async () => {
  const scrape = await service.metrics();
  const series = seriesOf(scrape, 'app_errors_total');
  for (const route of ['/', '/fail', '/risky', '/api/echo', '/api/error', '/api/match', 'unmatched']) {
    for (const type of ERROR_TYPES) expect(sample(scrape, errors(type, route))).toBe(0);
  }
  expect(series.filter((name) => /metrics|health|kill|openapi/.test(name))).toEqual([]);
});

test.each<[path: string, init: RequestInit, type: string, route: string]>([
  ['/fail', {}, 'requested_failure', '/fail'],
  ['/api/error?type=client', {}, 'requested_failure', '/api/error'],
  ['/api/error?nonsense', {}, 'bad_request', '/api/error'],
  ['/nothing', {}, 'not_found', 'unmatched'],
  ['/%zz', {}, 'bad_request', 'unmatched'],
  ['/', { method: 'POST' }, 'method_not_allowed', '/'],
  ['/api/echo', { method: 'POST', body: 'text' }, 'unsupported_media', '/api/echo'],
  ['/api/echo', { method: 'POST', body: JSON.stringify(['x'.repeat(102_400)]) }, 'too_large', '/api/echo'],
])('%s with %j is an error of type %s on %s, and of no other', async (path, init, type, route) => {
  await (await fetch(service.url + path, { headers: { 'content-type': typeOf(init) }, ...init })).text();
  const scrape = await service.metrics();
  const counted = seriesOf(scrape, 'app_errors_total').filter((series) => sample(scrape, series) !== 0);
  expect(counted).toEqual([errors(type, route)]);
  expect(sample(scrape, errors(type, route))).toBe(1);
});

const typeOf = ({ body }: RequestInit) =>
  typeof body === 'string' && body.startsWith('[') ? 'application/json' : 'text/plain';

test('good answers, probes and scrapes are no errors', async () => {
  for (const path of ['/', '/metrics', '/health/liveness', '/health/nothing', '/openapi.json']) {
    await (await fetch(service.url + path)).text();
  }
  const scrape = await service.metrics();
  seriesOf(scrape, 'app_errors_total').forEach((series) => expect(sample(scrape, series)).toBe(0));
});

test('what is no request at all is an error too, and a line in the log', async () => {
  await exchange(service.port, 'hello\r\n\r\n');
  expect(sample(await service.metrics(), errors('bad_request', 'unmatched'))).toBe(1);
  expect(service.log).toContainEqual(expect.objectContaining({ level: 'warn', code: 'MalformedRequest' }));
});

test('requests in flight are counted while they are served, without the scrape itself', async () => {
  expect(sample(await service.metrics(), 'http_requests_in_flight')).toBe(0);
  const head = 'POST /api/echo HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: 2\r\n';
  const connections = [new Connection(service.port), new Connection(service.port)];
  for (const connection of connections) {
    connection.send(`${head}Expect: 100-continue\r\nConnection: close\r\n\r\n`);
    await connection.received(/100 Continue/);
  }
  expect(sample(await service.metrics(), 'http_requests_in_flight')).toBe(2);
  for (const connection of connections) {
    connection.send('{}');
    await connection.ended;
  }
  expect(sample(await service.metrics(), 'http_requests_in_flight')).toBe(0);
});

describeWithPromtool(titled('a scrape, in the words of the real promtool'), () => {
  const check = (input: string) => promtool(['check', 'metrics'], { input }).output;

  test('is in order', async () => {
    expect(check(await service.metrics())).toBe('');
  });

  test('is not when it is cut', () => {
    expect(() => check('a{b="c"')).toThrow('ended with exit code 1');
  });
});

test('every code belongs to a type, and every type is in snake case', () => {
  expect(ERROR_TYPES).toEqual(expect.arrayContaining(Object.values(ERROR_CODES)));
  ERROR_TYPES.forEach((type) => expect(type).toMatch(/^[a-z]+(_[a-z]+)*$/));
});
