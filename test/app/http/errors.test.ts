import { gzipSync } from 'node:zlib';
import express from 'express';
import { answerRest } from '../../../app/src/http/answer-rest';
import { HttpError, toHttpError } from '../../../app/src/http/http-error';
import { assignRequestId } from '../../../app/src/http/request-id';
import { createHttpServer } from '../../../app/src/http/server';
import { portOf } from '../_helpers/port';
import { type RunningService, startService } from '../_helpers/running-service';
import { exchange } from '../_helpers/connection';

let service: RunningService;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.close());

/** GET with a body, which fetch refuses to send. */
function getWithBody(headers: Record<string, string>, body: string): Promise<string> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const length = Buffer.byteLength(body, 'latin1');
  return exchange(
    service.port,
    `GET / HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n${lines.join('')}Content-Length: ${length}\r\n\r\n${body}`,
  );
}

/** The status and the error of a raw answer; throws unless it is complete, JSON, and names its request id. */
function errorOf(answer: string): { status: number; code: string; message: string } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toContain('Content-Type: application/json');
  const { error } = JSON.parse(body);
  expect(head).toContain(`x-request-id: ${error.requestId}`);
  expect(answer).not.toMatch(/<html|node_modules|\n\s+at /);
  return { status: Number(head.split(' ')[1]), code: error.code, message: error.message };
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

test('fails with 404 for an unknown path', async () => {
  const answer = await fetch(`${service.url}/nothing?here`);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({
    error: {
      code: 'NotFound',
      message: 'there is nothing at this path',
      requestId: answer.headers.get('x-request-id'),
    },
  });
});

test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
  'fails with 405 and Allow for %s on a known path',
  async (method) => {
    const answer = await fetch(`${service.url}/fail`, { method });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    expect(await answer.json()).toMatchObject({
      error: { code: 'MethodNotAllowed', message: `${method} is not possible here, only GET, HEAD` },
    });
  },
);

test.each([
  ['malformed JSON', JSON_TYPE, '{"a":', 400, 'MalformedJson'],
  ['JSON that is not an object', JSON_TYPE, '1', 400, 'MalformedJson'],
  ['a body over 100 kB', JSON_TYPE, `"${'x'.repeat(102_400)}"`, 413, 'BodyTooLarge'],
  ['an unknown Content-Encoding', { ...JSON_TYPE, 'Content-Encoding': 'rot13' }, '{}', 415, 'UnsupportedEncoding'],
  ['a body that is not gzip', { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, '{}', 400, 'BadRequest'],
  ['an unknown charset', { 'Content-Type': 'application/json; charset=klingon' }, '{}', 415, 'UnsupportedCharset'],
])('fails with a JSON error for %s', async (_name, headers, body, status, code) => {
  expect(errorOf(await getWithBody(headers, body))).toMatchObject({ status, code });
});

test('fails with 413 for a small body that unpacks to a large one', async () => {
  const bomb = gzipSync(`"${'x'.repeat(1_000_000)}"`).toString('latin1');
  expect(errorOf(await getWithBody({ ...JSON_TYPE, 'Content-Encoding': 'gzip' }, bomb))).toMatchObject({ status: 413 });
});

test('fails with 413 for a body that is announced to be too large, before any of it has come', async () => {
  const head = 'POST /api/echo HTTP/1.1\r\nHost: lab\r\nConnection: close\r\nContent-Length: 102401\r\n\r\n';
  expect(errorOf(await exchange(service.port, head))).toMatchObject({ status: 413, code: 'BodyTooLarge' });
});

test('never repeats the body in the error', async () => {
  expect(await getWithBody(JSON_TYPE, '{"password": secret}')).not.toContain('secret');
});

test('fails with 400 for a broken percent-encoding', async () => {
  const answer = await fetch(`${service.url}/%zz`);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ error: { code: 'MalformedUrl' } });
});

test('fails with JSON also for a URL without a path, which Express gives to no middleware', async () => {
  const answer = await exchange(service.port, 'GET x://lab HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\n');
  expect(errorOf(answer)).toMatchObject({ status: 404, code: 'NotFound' });
});

test('an unexpected error is told to the client without its message and its stack', async () => {
  const app = express();
  app.get('/', () => {
    throw new Error('the database password is hunter2');
  });
  const server = createHttpServer(app, (req, res) => {
    assignRequestId(req, res);
    app(req, res, answerRest(req, res));
  }).listen(0);
  const answer = await fetch(`http://127.0.0.1:${portOf(server)}/`, { headers: { 'x-request-id': 'abc' } });
  server.close();
  server.closeAllConnections();
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({
    error: {
      code: 'InternalError',
      message: 'something broke in the service: the log has the request id',
      requestId: 'abc',
    },
  });
});

test('anything thrown becomes an HttpError', () => {
  const known = new HttpError(405, 'MethodNotAllowed', 'not here');
  expect(toHttpError(known)).toBe(known);
  expect(toHttpError({ status: 400 })).toMatchObject({ status: 400, code: 'BadRequest' });
  for (const thrown of ['text', null, 7, { status: 502 }, new Error('no')]) {
    expect(toHttpError(thrown)).toMatchObject({ status: 500, code: 'InternalError' });
  }
});
