import { once } from 'node:events';
import express from 'express';
import { answerRest } from '../../../app/src/http/answer-rest';
import { parseBody } from '../../../app/src/http/body';
import { answerProtocolErrors } from '../../../app/src/http/protocol-errors';
import { assignRequestId } from '../../../app/src/http/request-id';
import { createHttpServer } from '../../../app/src/http/server';
import { answersIn } from '../_helpers/answers';
import { Connection } from '../_helpers/connection';
import { portOf } from '../_helpers/port';

const LIMITS = {
  headersTimeoutMs: 100,
  requestTimeoutMs: 200,
  keepAliveTimeoutMs: 100,
  checkEveryMs: 20,
  maxHeaderBytes: 1024,
  maxConnections: 2,
};

const app = express();
app.post('/', ...parseBody, (_req, res) => void res.end('{}'));
const server = createHttpServer(
  app,
  (req, res) => {
    assignRequestId(req, res);
    app(req, res, answerRest(req, res));
  },
  LIMITS,
);
answerProtocolErrors(server, { isAnswered: () => false, onRefusal: () => {} });

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const REQUEST = 'POST / HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: 2\r\n';

async function errorAfter(text: string): Promise<{ status: number; code: string }> {
  const connection = new Connection(portOf(server));
  connection.send(text);
  const [answer] = answersIn(await connection.ended);
  return { status: answer?.status ?? 0, code: JSON.parse(answer?.body ?? '').error.code };
}

test('fails with 408 when the headers do not come', async () => {
  expect(await errorAfter(REQUEST)).toEqual({ status: 408, code: 'RequestTimeout' });
});

test('fails with 408 when the body does not come', async () => {
  expect(await errorAfter(`${REQUEST}\r\n{`)).toEqual({ status: 408, code: 'RequestTimeout' });
});

test('fails with 431 when the headers are too large', async () => {
  expect(await errorAfter(`${REQUEST}X: ${'x'.repeat(1100)}\r\n\r\n{}`)).toEqual({
    status: 431,
    code: 'HeadersTooLarge',
  });
});

test('a connection without a request is closed', async () => {
  const connection = new Connection(portOf(server));
  connection.send(`${REQUEST}\r\n{}`);
  expect(answersIn(await connection.ended).map(({ status }) => status)).toEqual([200]);
});

test('one connection too many is closed without an answer, and the others are served', async () => {
  const [first, second] = [new Connection(portOf(server)), new Connection(portOf(server))];
  for (const connection of [first, second]) {
    connection.send(`${REQUEST}\r\n{}`);
    await connection.received(/200 OK/);
  }
  const third = new Connection(portOf(server));
  third.send(`${REQUEST}\r\n{}`);
  expect(await third.ended).toBe('');
  first.leave();
  second.leave();
  await Promise.all([first.ended, second.ended]);
});
