import { once } from 'node:events';
import {
  Agent,
  createServer,
  request as requestOf,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { LabError } from '../../model/errors';
import { errorCode } from '../error-code';

export interface ShareLimits {
  /** Connections in all, and of one address. */
  readonly connections: number;
  readonly connectionsOfOne: number;
  /** Requests of one address in a minute. */
  readonly requestsAMinute: number;
  /** Bytes of a body. */
  readonly body: number;
}

/** What a class needs, and a guest who wants more does not get: a page has six connections, and asks about once a second. */
export const SHARE_LIMITS: ShareLimits = {
  connections: 1_200,
  connectionsOfOne: 48,
  requestsAMinute: 1_200,
  // The console takes half of it.
  body: 8_192,
};

export interface ShareFront {
  /** `http://192.168.1.20:8080` */
  readonly url: string;
  close(): Promise<void>;
}

export interface ShareFrontOptions {
  /** An address of this machine; 0 takes a free port. */
  readonly address: string;
  readonly port: number;
  /** Where the console is now; undefined while it is nowhere. */
  readonly target: () => Promise<URL | undefined>;
  /** Called when the target did not answer: it may be somewhere else by now. */
  readonly onLost: () => void;
  readonly limits?: Partial<ShareLimits>;
}

/**
 * The only thing of the lab that listens outside of loopback: it passes HTTP requests for its own address on to the console, and
 * tells it who asks. Rejects with a LabError when the port cannot be had.
 */
export async function openShareFront(options: ShareFrontOptions): Promise<ShareFront> {
  const { address, port } = options;
  const limits = { ...SHARE_LIMITS, ...options.limits };
  const agent = new Agent({ keepAlive: true });
  const guests = countGuests(limits);
  const server = createServer(
    { headersTimeout: 10_000, requestTimeout: 20_000, maxHeaderSize: 8_192, keepAliveTimeout: 20_000 },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  server.maxConnections = limits.connections;
  server.on('connection', (socket) => guests.connected(socket));

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const problem = whyRefused(incoming, { host: hostOf(server, address), limits, guests });
    if (problem !== undefined) return refuse(outgoing, ...problem);
    const target = await options.target().catch(() => undefined);
    if (target === undefined)
      return refuse(outgoing, 503, 'the console does not run now; this page works again when it does');
    pass(incoming, outgoing, { target, agent, onLost: options.onLost });
    return undefined;
  }
  try {
    server.listen({ host: address, port });
    await once(server, 'listening');
  } catch (error) {
    const code = errorCode(error);
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be had (${code})`;
    throw new LabError('PortTaken', `port ${port} of ${address} ${why}; choose another with --share-port`, {
      cause: error,
    });
  }
  server.on('error', () => undefined);
  return {
    url: `http://${hostOf(server, address)}`,
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As browsers write it: without the port when it is HTTP's own. */
function hostOf(server: Server, address: string): string {
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return port === 80 ? address : `${address}:${port}`;
}

type Refusal = readonly [status: number, sentence: string];

function whyRefused(
  { headers, method = '', socket }: IncomingMessage,
  { host, limits, guests }: { readonly host: string; readonly limits: ShareLimits; readonly guests: Guests },
): Refusal | undefined {
  // Another name that leads here is another site's: no page of it shall talk to the console (DNS rebinding).
  if (headers.host !== host) return [403, `this is ${host}; open it under this address`];
  if (!['GET', 'HEAD', 'POST'].includes(method)) return [405, 'allowed: GET, HEAD, POST'];
  if (!guests.mayAsk(socket)) return [429, 'too many requests in this minute; wait for the next'];
  const length = Number(headers['content-length'] ?? 0);
  if (headers['transfer-encoding'] !== undefined) return [411, 'a body needs a content-length'];
  if (!(length <= limits.body)) return [413, `a body has ${limits.body} bytes at most`];
  return undefined;
}

function refuse(outgoing: ServerResponse, status: number, sentence: string): void {
  outgoing
    .writeHead(status, { 'content-type': 'application/json', connection: 'close' })
    .end(JSON.stringify({ error: sentence }));
}

/** Headers of one connection, and what only this front may say. */
const OWN_HEADERS = new Set([
  'connection',
  'keep-alive',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'forwarded',
  'x-real-ip',
]);

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { target, agent, onLost }: { readonly target: URL; readonly agent: Agent; readonly onLost: () => void },
): void {
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(
      ([name]) => !OWN_HEADERS.has(name) && !name.startsWith('x-forwarded-') && !name.startsWith('proxy-'),
    ),
  );
  headers['x-forwarded-for'] = incoming.socket.remoteAddress ?? '';
  const { method = 'GET', url: path = '/' } = incoming;
  const request = requestOf({ agent, host: target.hostname, port: target.port, method, path, headers }, (answer) => {
    const { connection: _connection, 'keep-alive': _keepAlive, ...own } = answer.headers;
    outgoing.writeHead(answer.statusCode ?? 502, own);
    answer.pipe(outgoing);
    answer.on('error', () => outgoing.destroy());
  });
  request.on('error', () => {
    onLost();
    if (outgoing.headersSent) outgoing.destroy();
    else refuse(outgoing, 502, 'the console does not answer; this page works again when it does');
  });
  outgoing.on('close', () => request.destroy());
  incoming.on('error', () => request.destroy());
  incoming.pipe(request);
}

/** What each address has open and has asked for in this minute. */
interface Guests {
  connected(socket: Socket): void;
  mayAsk(socket: Socket): boolean;
}

function countGuests(limits: ShareLimits): Guests {
  const open = new Map<string, number>();
  let asked = new Map<string, number>();
  let minute = 0;
  return {
    connected(socket) {
      const who = socket.remoteAddress ?? '';
      const count = (open.get(who) ?? 0) + 1;
      open.set(who, count);
      socket.on('close', () => {
        const left = (open.get(who) ?? 1) - 1;
        if (left > 0) open.set(who, left);
        else open.delete(who);
      });
      if (count > limits.connectionsOfOne) socket.destroy();
    },
    mayAsk({ remoteAddress = '' }) {
      const now = Math.floor(Date.now() / 60_000);
      if (now !== minute) {
        minute = now;
        asked = new Map();
      }
      const count = (asked.get(remoteAddress) ?? 0) + 1;
      asked.set(remoteAddress, count);
      return count <= limits.requestsAMinute;
    },
  };
}
