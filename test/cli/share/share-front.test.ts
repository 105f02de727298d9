import { once } from 'node:events';
import { createServer, request as requestOf, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { openShareFront, type ShareFront, type ShareLimits } from '../../../lib/cli/share/share-front';

let shown: Server;
let front: ShareFront;
let seen: IncomingMessage[];
let bodies: string[];
let isThere: boolean;
let lost: number;

beforeEach(async () => {
  [seen, bodies, isThere, lost] = [[], [], true, 0];
  shown = createServer((incoming, outgoing) => void reply(incoming, outgoing)).listen(0, '127.0.0.1');
  await once(shown, 'listening');
  await open();
});
afterEach(async () => {
  await front.close();
  shown.closeAllConnections();
  shown.close();
});

async function reply(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  seen.push(incoming);
  bodies.push(await text(incoming));
  if (incoming.url === '/sre/stream') {
    outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
  } else outgoing.writeHead(200, { 'content-security-policy': "default-src 'none'" }).end('the console');
}

async function open(limits: Partial<ShareLimits> = {}): Promise<void> {
  front = await openShareFront({
    address: '127.0.9.1',
    port: 0,
    target: async () => (isThere ? new URL(`http://127.0.0.1:${(shown.address() as AddressInfo).port}`) : undefined),
    onLost: () => (lost += 1),
    limits,
  });
}

/** By hand: fetch writes its own Host. */
async function ask(
  options: {
    readonly path?: string;
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
) {
  const { path = '/sre/dashboard-ui', method = 'GET', headers = {}, body } = options;
  const { hostname, port } = new URL(front.url);
  const asked = requestOf({ hostname, port, path, method, headers, agent: false });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
}

describe('the front of the shared console', () => {
  it('passes requests on with their host, their answer’s headers, and the address that asks', async () => {
    const {
      status,
      headers,
      text: page,
    } = await ask({
      headers: {
        'x-forwarded-for': '1.2.3.4',
        forwarded: 'for=1.2.3.4',
        'x-forwarded-host': 'evil',
        origin: front.url,
      },
    });
    expect([status, page, headers['content-security-policy']]).toEqual([200, 'the console', "default-src 'none'"]);
    expect(seen[0]?.headers).toMatchObject({ host: new URL(front.url).host, origin: front.url });
    // Nobody can say that he is somebody else.
    expect(seen[0]?.headers['x-forwarded-for']).toMatch(/^127\.0\./);
    expect(Object.keys(seen[0]?.headers ?? {}).filter((name) => /forwarded/.test(name))).toEqual(['x-forwarded-for']);
  });

  it('passes an order on with its body', async () => {
    const body = '{"name":"Ana"}';
    await ask({ method: 'POST', path: '/sre/room/join', headers: { 'content-length': String(body.length) }, body });
    expect([seen[0]?.method, seen[0]?.url, bodies[0]]).toEqual(['POST', '/sre/room/join', body]);
  });

  it.each(['evil.example', '127.0.9.1', '127.0.9.1:1', 'localhost:8080'])(
    'refuses the host %s: a page of another name shall not talk to the console',
    async (host) => {
      const { status, text: said } = await ask({ headers: { host } });
      const own = new URL(front.url).host;
      expect([status, said]).toEqual([403, JSON.stringify({ error: `this is ${own}; open it under this address` })]);
      expect(seen).toEqual([]);
    },
  );

  it.each([
    ['another method', { method: 'PUT' }, 405],
    ['a large body', { method: 'POST', headers: { 'content-length': '8193' }, body: 'x'.repeat(8_193) }, 413],
    ['a body of unknown length', { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: '{}' }, 411],
  ])('refuses %s', async (_what, options, status) => {
    expect((await ask(options)).status).toBe(status);
    expect(seen).toEqual([]);
  });

  it('refuses who asks too often, and who opens too much', async () => {
    await front.close();
    await open({ requestsAMinute: 3, connectionsOfOne: 2 });
    const statuses = [];
    for (let number = 0; number < 5; number += 1) statuses.push((await ask()).status);
    // A minute may end between two of them.
    expect(statuses).toContain(429);
    const { hostname, port } = new URL(front.url);
    const sockets = Array.from({ length: 3 }, () => connect(Number(port), hostname));
    await Promise.race(sockets.map((socket) => once(socket, 'close')));
    for (const socket of sockets) socket.destroy();
  });

  it('says that the console is away, asks where it is now, and leads there again', async () => {
    isThere = false;
    expect((await ask()).status).toBe(503);
    isThere = true;
    expect((await ask()).status).toBe(200);
    shown.closeAllConnections();
    shown.close();
    await once(shown, 'close');
    // The address is still known, and nobody is there.
    const port = (seen[0]?.socket.localPort ?? 0) || 1;
    await front.close();
    front = await openShareFront({
      address: '127.0.9.1',
      port: 0,
      target: async () => new URL(`http://127.0.0.1:${port}`),
      onLost: () => (lost += 1),
    });
    expect([(await ask()).status, lost]).toEqual([502, 1]);
  });

  it('lets a stream through as it comes, and ends it with its viewer', async () => {
    const { hostname, port } = new URL(front.url);
    const asked = requestOf({ hostname, port, path: '/sre/stream', agent: false });
    asked.on('error', () => undefined);
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.on('error', () => undefined);
    const [chunk] = (await once(answer, 'data')) as [Buffer];
    expect(chunk.toString()).toBe('data: 1\n\n');
    const ended = once(seen[0]!.socket, 'close');
    asked.destroy();
    await ended;
  });

  it('names a port that is taken, and what to do', async () => {
    const { port } = new URL(front.url);
    const second = openShareFront({
      address: '127.0.9.1',
      port: Number(port),
      target: async () => undefined,
      onLost() {},
    });
    await expect(second).rejects.toThrow(
      `port ${port} of 127.0.9.1 is taken by another program; choose another with --share-port`,
    );
  });
});
