import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequestSender, type RequestSender } from '../../../lib/cli/traffic/send-request';
import type { MixedRequest } from '../../../lib/cli/traffic/mix';

const HOME: MixedRequest = { method: 'GET', path: '/' };

describe('the sender', () => {
  let server: Server;
  let sender: RequestSender;
  let connections = 0;
  const heard: string[] = [];

  async function serve(listener: RequestListener): Promise<void> {
    server = createServer(listener).on('connection', () => (connections += 1));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    sender = createRequestSender({ port, maxSockets: 4, timeoutMs: 300 });
  }

  beforeEach(() => {
    connections = 0;
    heard.length = 0;
  });
  afterEach(() => {
    sender.close();
    server.closeAllConnections();
    server.close();
  });

  it('sends method, path and body, and tells the status', async () => {
    await serve((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => {
        heard.push(`${req.method} ${req.url} ${req.headers['content-type']} ${body}`);
        res.writeHead(503).end('{}');
      });
    });
    const echo: MixedRequest = { method: 'POST', path: '/api/echo?x=1', body: { message: 'ä' } };
    expect(await sender.send('127.0.0.1', echo)).toEqual({ status: 503 });
    expect(await sender.send('127.0.0.1', HOME)).toEqual({ status: 503 });
    expect(heard).toEqual(['POST /api/echo?x=1 application/json {"message":"ä"}', 'GET / undefined ']);
  });

  it('keeps connections', async () => {
    await serve((_req, res) => res.end('{}'));
    for (let count = 0; count < 5; count += 1) await sender.send('127.0.0.1', HOME);
    expect(connections).toBe(1);
  });

  it('gives up on what is not answered in time', async () => {
    await serve(() => {});
    expect(await sender.send('127.0.0.1', HOME)).toEqual({ failure: 'timeout' });
  });

  it.each([
    ['before the answer', 0],
    ['in the middle of it', 5],
  ])('tells of a connection that broke %s', async (_when, length) => {
    await serve((req, res) => {
      if (length > 0) res.writeHead(200, { 'Content-Length': '100' }).write('x'.repeat(length));
      setImmediate(() => req.socket.destroy());
    });
    expect(await sender.send('127.0.0.1', HOME)).toEqual({ failure: 'reset' });
  });

  it('tells of a refused connection', async () => {
    await serve(() => {});
    await new Promise((resolve) => server.close(resolve));
    expect(await sender.send('127.0.0.1', HOME)).toEqual({ failure: 'refused' });
  });

  it('lets nobody wait when it is closed', async () => {
    await serve(() => setImmediate(() => sender.close()));
    expect(await sender.send('127.0.0.1', HOME)).toEqual({ failure: 'reset' });
  });
});
