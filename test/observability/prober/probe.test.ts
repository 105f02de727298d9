import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { NoAddress, type FindAddress } from '../../../observability/prober/src/find-address';
import { probe, type ProbeResult } from '../../../observability/prober/src/probe';

describe('a probe', () => {
  let close: () => void = () => {};
  afterEach(() => close());

  const local: FindAddress = async () => '127.0.0.1';
  /** Generous where an answer is expected: no test is about speed. */
  const probeOf = (port: number, findAddress = local, timeoutMs = 10_000) =>
    probe({ target: new URL(`http://app.test:${port}/hello?x=1`), findAddress, timeoutMs });

  async function listening(server: TcpServer | Server, closeAll: () => void): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    close = () => {
      server.close();
      closeAll();
    };
    return (server.address() as AddressInfo).port;
  }
  const serving = (listener: RequestListener) => {
    const server = createServer(listener);
    return listening(server, () => server.closeAllConnections());
  };
  const accepting = (onConnection: (socket: Socket) => void) => {
    const sockets: Socket[] = [];
    const server = createTcpServer((socket) => {
      sockets.push(socket.on('error', () => {}));
      onConnection(socket);
    });
    return listening(server, () => sockets.forEach((socket) => socket.destroy()));
  };
  const reason = ({ failure }: ProbeResult) => failure?.reason;

  test('asks as a new client that names itself, at the address of the moment', async () => {
    const seen: unknown[] = [];
    const port = await serving(({ method, url, headers }, response) => {
      seen.push({ method, url, host: headers.host, probe: headers['x-lab-probe'], connection: headers.connection });
      response.end('hello');
    });
    expect(await probeOf(port)).toEqual({ seconds: expect.any(Number) });
    expect(seen).toEqual([
      { method: 'GET', url: '/hello?x=1', host: `app.test:${port}`, probe: 'outside-in', connection: 'close' },
    ]);
  });

  test('makes a connection of its own each time', async () => {
    const ports = new Set<number | undefined>();
    const port = await serving(({ socket }, response) => {
      ports.add(socket.remotePort);
      response.end();
    });
    for (let i = 0; i < 3; i += 1) await probeOf(port);
    expect(ports.size).toBe(3);
  });

  test.each([200, 204, 302, 404, 429, 499])('is answered by %i', async (status) => {
    expect(reason(await probeOf(await serving((_, response) => response.writeHead(status).end())))).toBeUndefined();
  });

  test.each([500, 503, 599])('fails by status at %i', async (status) => {
    const port = await serving((_, response) => response.writeHead(status).end());
    expect(await probeOf(port)).toEqual({
      seconds: expect.any(Number),
      failure: { reason: 'status', detail: `status ${status}` },
    });
  });

  test('fails by timeout when no answer comes, when it never ends, and when no address does', async () => {
    const silent = await probeOf(await accepting(() => {}), local, 50);
    expect(silent.failure).toEqual({ reason: 'timeout', detail: 'no answer within 50 ms' });
    expect(silent.seconds).toBeGreaterThanOrEqual(0.049);
    close();
    const endless = await serving((_, response) => void response.writeHead(200).write('and'));
    expect(reason(await probeOf(endless, local, 50))).toBe('timeout');
    const lost: FindAddress = (_, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new Error('given up')));
      });
    expect(reason(await probeOf(endless, lost, 50))).toBe('timeout');
  });

  test('fails as refused when nobody listens', async () => {
    const port = await accepting(() => {});
    close();
    expect(reason(await probeOf(port))).toBe('refused');
  });

  test('fails as no_address when there is none', async () => {
    const nowhere: FindAddress = async () => {
      throw new NoAddress('app.test has no address');
    };
    expect((await probeOf(1, nowhere)).failure).toEqual({
      reason: 'no_address',
      detail: 'Error: app.test has no address',
    });
  });

  test('fails as reset when the connection ends before the answer does', async () => {
    const port = await accepting((socket) => socket.once('data', () => socket.destroy()));
    expect(reason(await probeOf(port))).toBe('reset');
    close();
    const half = await accepting((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')),
    );
    expect(reason(await probeOf(half))).toBe('reset');
  });

  test('fails as other for what is no HTTP', async () => {
    const port = await accepting((socket) => socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(reason(await probeOf(port))).toBe('other');
  });
});
