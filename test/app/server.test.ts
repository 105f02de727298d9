import { createServer } from 'node:http';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { AppProcess, type BuiltApp, buildApp } from './_helpers/app-process';
import { Connection } from './_helpers/connection';
import { portOf } from './_helpers/port';

let built: BuiltApp;
beforeAll(async () => {
  built = await buildApp();
});
afterAll(() => built.remove());

const started: AppProcess[] = [];
afterEach(async () => {
  started.forEach((app) => app.signal('SIGKILL'));
  await Promise.all(started.splice(0).map(({ exit }) => exit));
});

type Options = ConstructorParameters<typeof AppProcess>[1];

function start(options?: Options): AppProcess {
  const app = new AppProcess(built.folder, options);
  started.push(app);
  return app;
}

test('the build is two files, which run without node_modules', async () => {
  expect((await readdir(built.folder)).sort()).toEqual(['healthcheck.js', 'server.js']);
  const url = await start().url();
  expect(await (await fetch(url)).json()).toEqual({ message: 'hello from the unstable API', version: 'dev' });
});

test('it listens on every IPv4 address by default', async () => {
  const app = start({ env: { HOST: '0.0.0.0' } });
  expect(await app.logged('listening')).toMatchObject({ address: { address: '0.0.0.0', family: 'IPv4' } });
});

test('each request leaves one line in the log, with the id that its answer carries', async () => {
  const app = start();
  const url = await app.url();
  const ids: (string | null)[] = [];
  for (const path of ['/', '/nothing', '/fail']) ids.push((await fetch(url + path)).headers.get('x-request-id'));
  await fetch(`${url}/kill`);
  await app.exit;
  const lines = app.log.filter(({ msg }) => msg === 'request');
  expect(lines.map(({ requestId }) => requestId)).toEqual(ids);
  expect(lines).toMatchObject([
    { level: 'info', method: 'GET', url: '/', route: '/', http_status: '200', seconds: expect.any(Number) },
    { level: 'warn', url: '/nothing', route: 'unmatched', http_status: '404', code: 'NotFound' },
    { level: 'error', url: '/fail', route: '/fail', http_status: '500', code: 'RequestedFailure' },
  ]);
});

test('probes and scrapes leave a line only at debug', async () => {
  const quiet = start();
  const chatty = start({ env: { LOG_LEVEL: 'debug' } });
  for (const app of [quiet, chatty]) {
    const url = await app.url();
    for (const path of ['/health/liveness', '/health/readiness', '/metrics']) await (await fetch(url + path)).text();
    await fetch(`${url}/kill`);
    await app.exit;
  }
  expect(quiet.log.map(({ msg }) => msg)).toEqual(['listening', 'killed by request']);
  expect(chatty.log.filter(({ level }) => level === 'debug').map(({ url }) => url)).toEqual([
    '/health/liveness',
    '/health/readiness',
    '/metrics',
    '/kill',
  ]);
});

test('nothing that was logged before the exit is lost', async () => {
  const app = start();
  const url = await app.url();
  const ids = Array.from({ length: 300 }, (_, i) => `request-${i}`);
  await Promise.all(ids.map(async (id) => (await fetch(url, { headers: { 'x-request-id': id } })).text()));
  await fetch(`${url}/kill`);
  await app.exit;
  const logged = new Set(app.log.filter(({ msg }) => msg === 'request').map(({ requestId }) => requestId));
  expect(logged).toEqual(new Set(ids));
});

test('a reader of the log that goes away is no reason to stop serving, nor to stay', async () => {
  const app = start();
  const url = await app.url();
  app.closeStdout();
  for (let i = 0; i < 20; i += 1) expect((await fetch(url)).status).toBe(200);
  app.signal('SIGTERM');
  expect(await app.exit).toEqual({ code: 0, signal: null });
});

test('LOG_FORMAT=pretty is for people: no JSON, and no color where there is no terminal', async () => {
  const app = start({ env: { LOG_FORMAT: 'pretty', LOG_LEVEL: 'debug' } });
  const port = await app.printed(/INFO {2}listening .*"port":(\d+)/);
  await fetch(`http://127.0.0.1:${port}/kill?token=hunter2`);
  await app.exit;
  expect(app.stdout).toMatch(
    /^[\d:.]{12} DEBUG GET \/kill\?token=\[redacted\] 200 [\d.]+ ms requestId=[\da-f-]{36} route=\/kill$/m,
  );
  expect(app.stdout).not.toContain('\u001B');
});

test('/kill answers, then the process is gone with code 1, without a drain', async () => {
  const app = start();
  const url = await app.url();
  const idle = new Connection(Number(new URL(url).port));
  const answer = await fetch(`${url}/kill`);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ message: 'this process exits now, with code 1' });
  expect(await app.exit).toEqual({ code: 1, signal: null });
  await idle.ended;
  expect(app.log.map(({ msg }) => msg)).toEqual(['listening', 'killed by request']);
});

test('/kill works also when the caller does not wait for the answer', async () => {
  const app = start();
  const caller = new Connection(Number(new URL(await app.url()).port));
  caller.send('GET /kill HTTP/1.1\r\nHost: lab\r\n\r\n');
  caller.send('GET /');
  expect(await app.exit).toEqual({ code: 1, signal: null });
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with code 0, keep-alive clients or not', async (signal) => {
  const app = start();
  const url = await app.url();
  const client = new Connection(Number(new URL(url).port));
  client.send('GET / HTTP/1.1\r\nHost: lab\r\n\r\n');
  await client.received(/version/);
  app.signal(signal);
  expect(await app.exit).toEqual({ code: 0, signal: null });
  await client.ended;
  expect(app.log.map(({ msg }) => msg)).toEqual([
    'listening',
    'request',
    'stopping: not ready any more, serving until it is quiet',
    'stopped',
  ]);
  expect(app.stderr).toBe('');
});

test('after SIGTERM readiness answers 503 while the rest is served', async () => {
  const app = start();
  const url = await app.url();
  app.signal('SIGTERM');
  await app.logged('stopping: not ready any more, serving until it is quiet');
  expect((await fetch(`${url}/health/readiness`)).status).toBe(503);
  expect((await fetch(url)).status).toBe(200);
  expect(await app.exit).toEqual({ code: 0, signal: null });
});

test('a second SIGTERM changes nothing', async () => {
  const app = start();
  await app.url();
  app.signal('SIGTERM');
  await app.logged('stopping: not ready any more, serving until it is quiet');
  app.signal('SIGTERM');
  app.signal('SIGINT');
  expect(await app.exit).toEqual({ code: 0, signal: null });
});

test('fails with code 1 and one sentence when the port is in use', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const port = portOf(other);
  const app = start({ env: { PORT: String(port) } });
  expect(await app.exit).toEqual({ code: 1, signal: null });
  other.close();
  expect(app.stderr).toBe(
    `port ${port} of 127.0.0.1 is in use by another program: stop that program or set PORT to a free port\n`,
  );
});

test('fails with code 1 and one sentence when the address is not of this machine', async () => {
  const app = start({ env: { HOST: '192.0.2.1' } });
  expect(await app.exit).toEqual({ code: 1, signal: null });
  expect(app.stderr).toBe('192.0.2.1 is not an address of this machine: set HOST to one that is\n');
});

test('fails with code 2 and one sentence for a value that cannot be used', async () => {
  const app = start({ env: { PORT: 'five thousand' } });
  expect(await app.exit).toEqual({ code: 2, signal: null });
  expect(app.stderr).toBe('PORT must be a whole number from 0 to 65535, got "five thousand"\n');
  expect(app.stdout).toBe('');
});

const check = (env: Record<string, string>) => start({ program: 'healthcheck.js', env });

describe('the health check', () => {
  test('ends with 0 while the service lives', async () => {
    const { port } = new URL(await start().url());
    const result = check({ PORT: port });
    expect(await result.exit).toMatchObject({ code: 0 });
    expect(result.stderr).toBe('');
  });

  test('asks loopback when the service listens everywhere', async () => {
    const app = start({ env: { HOST: '0.0.0.0' } });
    const { port } = new URL(await app.url());
    expect(await check({ PORT: port, HOST: '0.0.0.0' }).exit).toMatchObject({ code: 0 });
  });

  test('fails with 1 and the reason when nothing listens', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const port = portOf(gone);
    gone.close();
    const result = check({ PORT: String(port) });
    expect(await result.exit).toMatchObject({ code: 1 });
    expect(result.stderr).toMatch(/^unhealthy: connect ECONNREFUSED/);
  });

  test('fails with 1 when liveness is not 200', async () => {
    const broken = createServer((_req, res) => res.writeHead(503).end()).listen(0, '127.0.0.1');
    await once(broken, 'listening');
    const result = check({ PORT: String(portOf(broken)) });
    expect(await result.exit).toMatchObject({ code: 1 });
    expect(result.stderr).toBe('unhealthy: liveness answered 503\n');
    broken.close();
  });

  test('fails with 1 when there is no answer in 2 seconds', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const result = check({ PORT: String(portOf(silent)) });
    expect(await result.exit).toMatchObject({ code: 1 });
    expect(result.stderr).toBe('unhealthy: no answer within 2 seconds\n');
    silent.close();
    silent.closeAllConnections();
  });
});
