import { once } from 'node:events';
import { Connection } from '../_helpers/connection';
import { ManualClock } from '../_helpers/manual-clock';
import { type RunningService, startService } from '../_helpers/running-service';

const HOME = 'GET / HTTP/1.1\r\nHost: lab\r\n\r\n';
const HALF_REQUEST =
  'GET / HTTP/1.1\r\nHost: lab\r\nContent-Type: application/json\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n{"a"';

let clock: ManualClock;
let service: RunningService;
beforeEach(async () => {
  clock = new ManualClock();
  service = await startService(clock);
});
afterEach(() => service.close());

/** One request on a connection of its own, so that none is kept alive. */
async function ask(path: string): Promise<string> {
  const connection = new Connection(service.port);
  connection.send(`GET ${path} HTTP/1.1\r\nHost: lab\r\nConnection: close\r\n\r\n`);
  return connection.ended;
}

/** Lets everything that is due happen; requests need the event loop too. */
async function pass(ms: number): Promise<void> {
  clock.advance(ms);
  await new Promise((resolve) => setImmediate(resolve));
}

const listens = () => service.server.listening;

test('readiness is false at once, everything else still served', async () => {
  void service.stop();
  expect(await ask('/health/readiness')).toMatch(/^HTTP\/1.1 503 [^]*"code":"Stopping"/);
  expect(await ask('/health/liveness')).toMatch(/^HTTP\/1.1 200 /);
  expect(await ask('/')).toMatch(/^HTTP\/1.1 200 /);
});

test('it stops accepting after 500 ms without traffic', async () => {
  const stopped = service.stop();
  await pass(499);
  expect(listens()).toBe(true);
  await pass(1);
  await stopped;
  expect(listens()).toBe(false);
  await expect(fetch(service.url)).rejects.toThrow('fetch failed');
});

test('it serves on while there is traffic', async () => {
  const stopped = service.stop();
  for (let i = 0; i < 5; i += 1) {
    await pass(400);
    expect(await ask('/')).toMatch(/^HTTP\/1.1 200 /);
  }
  await pass(499);
  expect(listens()).toBe(true);
  await pass(1);
  await stopped;
});

test('probes and scrapes are no traffic to wait for', async () => {
  const stopped = service.stop();
  await pass(400);
  await ask('/metrics');
  await ask('/health/readiness');
  await pass(100);
  await stopped;
  expect(listens()).toBe(false);
});

test('it stops at the latest after the time that clients keep an address', async () => {
  const stopped = service.stop();
  for (let i = 0; i < 24; i += 1) {
    await pass(400);
    await ask('/');
  }
  expect(listens()).toBe(true);
  await pass(400);
  await stopped;
  expect(listens()).toBe(false);
});

test('a keep-alive client is told to reconnect from the first moment on', async () => {
  const client = new Connection(service.port);
  client.send(HOME);
  expect(await client.received(/version/)).toContain('Connection: keep-alive');
  void service.stop();
  client.send(HOME);
  expect(await client.ended).toContain('Connection: close');
});

test('idle keep-alive clients, and those that never asked anything, hold nothing up', async () => {
  const idle = new Connection(service.port);
  const silent = new Connection(service.port);
  idle.send(HOME);
  await idle.received(/version/);
  const stopped = service.stop();
  await pass(500);
  await stopped;
  expect(await idle.ended).toMatch(/^HTTP\/1.1 200 OK/);
  expect(await silent.ended).toBe('');
});

test('a request in flight gets its whole answer', async () => {
  const slow = new Connection(service.port);
  slow.send(HALF_REQUEST);
  await slow.received(/100 Continue/);
  const stopped = service.stop();
  await pass(500);
  expect(listens()).toBe(false);
  slow.send(':true}');
  const answer = await slow.ended;
  expect(answer).toMatch(/HTTP\/1.1 200 OK/);
  expect(answer).toContain('Connection: close');
  await stopped;
});

test('a request that does not end is broken off after the drain time, and counted as broken', async () => {
  const endless = new Connection(service.port);
  endless.send(HALF_REQUEST);
  await endless.received(/100 Continue/);
  const stopped = service.stop();
  await pass(500);
  await pass(4999);
  expect(service.log.some(({ msg }) => msg === 'stopped')).toBe(false);
  await pass(1);
  await stopped;
  await endless.ended;
  expect(service.log).toContainEqual(expect.objectContaining({ msg: 'request', http_status: '599' }));
});

test('a second stop is the same stop', async () => {
  const stopped = service.stop();
  expect(service.stop()).toBe(stopped);
  await pass(500);
  await stopped;
  expect(service.log.filter(({ msg }) => msg === 'stopped')).toHaveLength(1);
});

test('a stop of a service that does not listen ends too', async () => {
  service.server.close();
  await once(service.server, 'close');
  const stopped = service.stop();
  await pass(500);
  await expect(stopped).resolves.toBeUndefined();
});
