import { Connection } from '../_helpers/connection';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample, seriesOf } from '../_helpers/samples';

let service: RunningService;
beforeEach(async () => {
  service = await startService();
});
afterEach(() => service.close());

const counter = (method: string, route: string, status: number) =>
  `http_requests_total{method="${method}",route="${route}",http_status="${status}"}`;

test('the counters exist with 0 before the first request, failures too', async () => {
  const scrape = await service.metrics();
  const series = [
    counter('GET', '/', 200),
    counter('GET', '/', 500),
    counter('GET', '/fail', 500),
    counter('GET', '/api/error', 400),
    counter('POST', '/api/echo', 200),
    counter('GET', 'unmatched', 404),
  ];
  expect(seriesOf(scrape, 'http_requests_total')).toEqual(expect.arrayContaining(series));
  series.forEach((name) => expect(sample(scrape, name)).toBe(0));
  expect(sample(scrape, 'http_request_duration_seconds_count{method="GET",route="/fail",http_status="500"}')).toBe(0);
});

test('a request is counted and timed with its method, route and status', async () => {
  await (await fetch(service.url)).text();
  await (await fetch(`${service.url}/fail?why=test`)).text();
  await (await fetch(`${service.url}/fail`)).text();
  await (await fetch(service.url, { method: 'HEAD' })).text();
  await (await fetch(service.url, { method: 'POST' })).text();
  const scrape = await service.metrics();
  expect(sample(scrape, counter('GET', '/', 200))).toBe(1);
  expect(sample(scrape, counter('GET', '/fail', 500))).toBe(2);
  expect(sample(scrape, counter('HEAD', '/', 200))).toBe(1);
  expect(sample(scrape, counter('POST', '/', 405))).toBe(1);
  const labels = 'method="GET",route="/fail",http_status="500"';
  expect(sample(scrape, `http_request_duration_seconds_count{${labels}}`)).toBe(2);
  expect(sample(scrape, `http_request_duration_seconds_bucket{le="+Inf",${labels}}`)).toBe(2);
  expect(sample(scrape, `http_request_duration_seconds_sum{${labels}}`)).toBeGreaterThan(0);
});

test('the number of series stays the same whatever paths are asked for', async () => {
  const before = seriesOf(await service.metrics(), 'http_requests_total');
  const paths = Array.from({ length: 200 }, () => `/${Math.random().toString(36).slice(2)}`);
  await Promise.all(paths.map(async (path) => (await fetch(service.url + path)).text()));
  const scrape = await service.metrics();
  expect(seriesOf(scrape, 'http_requests_total')).toEqual(before);
  expect(sample(scrape, counter('GET', 'unmatched', 404))).toBe(200);
});

test('unusual methods share one label value', async () => {
  for (const method of ['PROPFIND', 'MKCOL', 'REPORT']) await (await fetch(service.url, { method })).text();
  expect(sample(await service.metrics(), counter('other', '/', 405))).toBe(3);
});

test('probes and the levers of the lab are not counted', async () => {
  const before = seriesOf(await service.metrics(), 'http_requests_total');
  for (const path of [
    '/metrics',
    '/health/liveness',
    '/health/nothing',
    '/kill',
    '/favicon.ico',
    '/openapi.json',
    '/chaos/faults',
  ]) {
    await (await fetch(service.url + path)).text();
  }
  const scrape = await service.metrics();
  expect(seriesOf(scrape, 'http_requests_total')).toEqual(before);
  before.forEach((series) => expect(sample(scrape, series)).toBe(0));
});

/** The value of a series that a connection's end, which the service sees in its own time, makes exist. */
async function eventually(series: string): Promise<number> {
  for (;;) {
    const value = sample(await service.metrics(), series);
    if (value) return value;
  }
}

/** A request that waits for the rest of its body. */
const HALF_REQUEST =
  'GET / HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n{"a"';

test('a request whose client leaves is counted as 499, which is not the fault of the service', async () => {
  const connection = new Connection(service.port);
  connection.send(HALF_REQUEST);
  await connection.received(/100 Continue/);
  connection.leave();
  await connection.ended;
  expect(await eventually(counter('GET', '/', 499))).toBe(1);
});

test('a request whose client turns to nonsense is counted as 499', async () => {
  const connection = new Connection(service.port);
  connection.send(HALF_REQUEST.replace('Content-Length: 9', 'Transfer-Encoding: chunked').replace('{"a"', ''));
  await connection.received(/100 Continue/);
  connection.send('nonsense\r\n');
  expect(await connection.ended).toContain('MalformedRequest');
  expect(await eventually(counter('GET', '/', 499))).toBe(1);
});

test('a request whose connection the service breaks is counted as 599, which an SLO calls bad', async () => {
  const connection = new Connection(service.port);
  connection.send(HALF_REQUEST);
  await connection.received(/100 Continue/);
  service.server.closeAllConnections();
  await connection.ended;
  expect(await eventually(counter('GET', '/', 599))).toBe(1);
});

test('the build and the process are described', async () => {
  const scrape = await service.metrics();
  expect(sample(scrape, 'app_build_info{version="1.2.3"}')).toBe(1);
  expect(sample(scrape, 'process_resident_memory_bytes')).toBeGreaterThan(0);
  expect(sample(scrape, 'process_start_time_seconds')).toBeGreaterThan(0);
});
