import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { createEcsAgent } from '../../../../app/src/chaos/network/ecs-agent';

let server: Server;
let answer: { status: number; body: string } | undefined;
let asked: string[] = [];

beforeEach(async () => {
  asked = [];
  answer = { status: 200, body: '{"Status":"running"}' };
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (piece: Buffer) => (text += piece.toString()));
    request.on('end', () => {
      asked.push(`${request.method} ${request.url} ${text}`);
      if (answer) response.writeHead(answer.status).end(answer.body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

function agent(timeoutMs?: number) {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return createEcsAgent(`http://127.0.0.1:${bound.port}/api/task-1`, timeoutMs);
}

test('asks below its address and reads what is said', async () => {
  expect(await agent().ask('network-latency', 'start', { DelayMilliseconds: 5 })).toEqual({
    status: 200,
    said: 'running',
    error: undefined,
  });
  expect(asked).toEqual(['POST /api/task-1/fault/v1/network-latency/start {"DelayMilliseconds":5}']);
});

test('reads why it was refused, in JSON or in plain text', async () => {
  answer = { status: 409, body: '{"Error":"There is already one"}' };
  expect(await agent().ask('network-latency', 'start', {})).toMatchObject({
    status: 409,
    error: 'There is already one',
  });
  answer = { status: 429, body: 'You have reached maximum request limit.' };
  expect(await agent().ask('network-latency', 'start', {})).toMatchObject({
    status: 429,
    error: 'You have reached maximum request limit.',
  });
});

test('fails when there is no answer in time', async () => {
  answer = undefined;
  await expect(agent(50).ask('network-latency', 'stop', {})).rejects.toThrow('abort');
});
