import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askPrometheus } from '../../../observability/publisher/src/ask-prometheus';

describe('askPrometheus', () => {
  let server: Server;
  let answer: { status: number; text: string };
  beforeAll(async () => {
    server = createServer((_, response) => response.writeHead(answer.status).end(answer.text)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => server.close());
  const ask = async (status: number, text: string) => {
    answer = { status, text };
    return await askPrometheus(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), 'up');
  };
  const vector = (...values: string[]) =>
    JSON.stringify({ data: { resultType: 'vector', result: values.map((value) => ({ value: [12.5, value] })) } });

  test('is the number, at the time of Prometheus', async () => {
    expect(await ask(200, vector('14.6'))).toEqual({ value: 14.6, time: new Date(12_500) });
  });

  test.each([[vector()], [vector('NaN')], [vector('+Inf')]])('is nothing for %s', async (text) => {
    expect(await ask(200, text)).toBeUndefined();
  });

  test.each([
    [
      400,
      '{"status":"error","error":"parse error"}',
      'Prometheus answered 400: {"status":"error","error":"parse error"}',
    ],
    [200, vector('1', '2'), 'the query has 2 series, and one number is published'],
    [200, '{"data":{"resultType":"matrix","result":[]}}', "Prometheus' answer is no vector: "],
  ])('fails on status %d with %s', async (status, text, message) => {
    await expect(ask(status, text)).rejects.toThrow(message);
  });
});
