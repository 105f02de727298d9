import { Agent, createServer, request as requestOf, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Old path → path in this build of the program. */
export type MovedPages = Readonly<Record<string, string>>;

/** Speaks HTTP with the clients of one port of a task, to lead them to pages that are elsewhere. */
export interface PageFront {
  /** Takes over a connection. */
  accept(client: Socket): void;
  close(): void;
}

/** Passes every request on; a GET of a moved page that the program answers with 404 is redirected. */
export function pageFront(address: string, port: number, pages: MovedPages): PageFront {
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => pass(incoming, outgoing, { agent, address, port, pages }));
  // A server that does not listen does not know its connections.
  const clients = new Set<Socket>();
  return {
    accept(client) {
      clients.add(client);
      client.on('close', () => clients.delete(client));
      server.emit('connection', client);
    },
    close() {
      for (const client of clients) client.destroy();
      agent.destroy();
    },
  };
}

interface Target {
  readonly agent: Agent;
  readonly address: string;
  readonly port: number;
  readonly pages: MovedPages;
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, { agent, address, port, pages }: Target): void {
  const { method, url = '/', headers } = incoming;
  const request = requestOf({ agent, host: address, port, method, path: url, headers }, (answer) => {
    const moved = answer.statusCode === 404 && method === 'GET' ? movedTo(url, pages) : undefined;
    if (moved === undefined) {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
      return;
    }
    answer.resume();
    outgoing.writeHead(302, { location: moved, 'content-length': 0 }).end();
  });
  // A program that is gone resets its clients, as it does without this front.
  request.on('error', () => incoming.socket.resetAndDestroy());
  outgoing.on('close', () => request.destroy());
  incoming.on('error', () => request.destroy());
  incoming.pipe(request);
}

function movedTo(url: string, pages: MovedPages): string | undefined {
  const [path = '', query] = url.split(/\?(.*)/s, 2);
  if (!Object.hasOwn(pages, path)) return undefined;
  return query === undefined ? pages[path] : `${pages[path]}?${query}`;
}
