import { answersIn } from '../_helpers/answers';
import { Connection, exchange } from '../_helpers/connection';
import { type RunningService, startService } from '../_helpers/running-service';
import { sample } from '../_helpers/samples';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

test.each([
  ['what is not HTTP', 'hello\r\n\r\n', 400, 'MalformedRequest'],
  ['an unknown method', 'BREW / HTTP/1.1\r\nHost: lab\r\n\r\n', 400, 'MalformedRequest'],
  ['a TLS handshake', '\x16\x03\x01\x02\x00\x01\x00', 400, 'MalformedRequest'],
  ['a space in the path', 'GET /a b HTTP/1.1\r\nHost: lab\r\n\r\n', 400, 'MalformedRequest'],
  [
    'two lengths',
    'GET / HTTP/1.1\r\nHost: lab\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    400,
    'MalformedRequest',
  ],
  ['headers over 16 kB', `GET / HTTP/1.1\r\nHost: lab\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'HeadersTooLarge'],
  ['CONNECT', 'CONNECT other:443 HTTP/1.1\r\nHost: other\r\n\r\n', 405, 'MethodNotAllowed'],
  ['a missing Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400, 'MissingHost'],
  [
    'an unknown Expect',
    'GET / HTTP/1.1\r\nHost: lab\r\nExpect: tea\r\nConnection: close\r\n\r\n',
    417,
    'UnknownExpectation',
  ],
])('fails with a JSON error and a request id for %s', async (_name, text, status, code) => {
  const [head = '', body = ''] = (await exchange(service.port, text)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(head).toMatch(/^content-type: application\/json/im);
  expect(head).toMatch(/^connection: close/im);
  const { error } = JSON.parse(body);
  expect(error).toEqual({ code, message: expect.any(String), requestId: expect.any(String) });
  expect(head).toContain(`x-request-id: ${error.requestId}`);
});

test('HTTP/1.0 needs no Host', async () => {
  expect(await exchange(service.port, 'GET / HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1.1 200 OK/);
});

test('nonsense after a good request leaves that answer whole and then ends the connection', async () => {
  const connection = new Connection(service.port);
  connection.send('GET / HTTP/1.1\r\nHost: lab\r\n\r\n');
  await connection.received(/"version":"1.2.3"}$/);
  connection.send('nonsense\r\n\r\n');
  expect(await connection.ended).toMatch(
    /^HTTP\/1.1 200 OK[^]*"version":"1.2.3"}HTTP\/1.1 400 Bad Request[^]*MalformedRequest/,
  );
});

test('pipelined requests are answered in order', async () => {
  const answer = await exchange(
    service.port,
    ['/', '/fail', '/nothing']
      .map((path, i) => `GET ${path} HTTP/1.1\r\nHost: lab\r\nConnection: ${i < 2 ? 'keep-alive' : 'close'}\r\n\r\n`)
      .join(''),
  );
  expect(answersIn(answer).map(({ status }) => status)).toEqual([200, 500, 404]);
});

test('what is pipelined behind the last request of a connection is neither answered nor counted', async () => {
  const before = await service.metrics();
  const answer = await exchange(
    service.port,
    'GET / HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\nGET /fail HTTP/1.1\r\nHost: lab\r\n\r\n',
  );
  expect(answersIn(answer).map(({ status }) => status)).toEqual([200]);
  const failures = 'http_requests_total{method="GET",route="/fail",http_status="500"}';
  const scrape = await service.metrics();
  expect(sample(scrape, failures)).toBe(sample(before, failures));
  expect(scrape).not.toContain('http_status="599"');
});

test('a wish for another protocol is ignored, and ends the connection with its answer', async () => {
  const answer = await exchange(
    service.port,
    'GET / HTTP/1.1\r\nHost: lab\r\nConnection: keep-alive, Upgrade\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}',
  );
  const [first, ...others] = answersIn(answer);
  expect(first).toMatchObject({ status: 200, headers: new Map([...(first?.headers ?? []), ['connection', 'close']]) });
  expect(others).toEqual([]);
});

test('CONNECT behind other requests breaks the connection by the fault of the client', async () => {
  const get = 'GET / HTTP/1.1\r\nHost: lab\r\n\r\n';
  await exchange(service.port, `${get}${get}${get}CONNECT other:443 HTTP/1.1\r\nHost: lab\r\n\r\n`);
  expect(await service.metrics()).not.toContain('http_status="599"');
});

test('the service outlives every one of them', async () => {
  const connection = new Connection(service.port);
  connection.send('CONNECT other:443 HTTP/1.1\r\nHost: other\r\n\r\n');
  connection.leave();
  await connection.ended;
  expect((await fetch(service.url)).status).toBe(200);
  expect(service.exits).toEqual([]);
});
