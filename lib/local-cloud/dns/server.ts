import type { Socket as UdpSocket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Server, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Question } from 'dns-packet';
import type { Reply } from './answer';
import { answer } from './answer';
import { respond } from './respond';
import { frame, frameReader } from './tcp-frames';
import type { Zone } from './zone';
import { indexZones } from './zone-index';

export interface DnsServerOptions {
  /** IPv4 address to listen on. */
  readonly address: string;
  /** UDP and TCP port; 0 picks one that is free for both. */
  readonly port: number;
  /** The zones to answer from; a new array is a new publication. */
  readonly zones: () => readonly Zone[];
  /** A number in [0, 1), as Math.random gives. */
  readonly random: () => number;
}

export interface DnsServer {
  readonly address: string;
  readonly port: number;
  /** Gives the port back; twice is fine. */
  close(): Promise<void>;
}

/** A TCP client that says nothing for this long is hung up on (RFC 7766 asks for seconds, not minutes). */
const TCP_IDLE_MS = 10_000;
const PORT_ATTEMPTS = 20;

/** Serves the zones over UDP and TCP on one port; rejects when the port cannot be had. */
export async function startDnsServer(options: DnsServerOptions): Promise<DnsServer> {
  const lookUp = answerFrom(options);
  const { tcp, udp } = await listenOnBoth(options);
  const connections = new Set<Socket>();
  udp.on('message', (message, client) => {
    const response = respond(message, 'udp', lookUp);
    // A client that is gone is its own affair: the callback keeps the error from the socket.
    if (response !== undefined) udp.send(response, client.port, client.address, () => undefined);
  });
  tcp.on('connection', (connection) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
    serveConnection(connection, lookUp);
  });
  // What fails for one client (no descriptor left, an unreachable sender) must not end the server for all.
  tcp.on('error', () => undefined);
  udp.on('error', () => undefined);
  let closed: Promise<void> | undefined;
  return {
    address: options.address,
    port: udp.address().port,
    close: () => (closed ??= closeAll(tcp, udp, connections)),
  };
}

/** Indexes the zones when they are new, and answers from the index. */
function answerFrom({ zones, random }: DnsServerOptions): (question: Question) => Reply {
  let published = zones();
  let index = indexZones(published);
  return (question) => {
    const current = zones();
    if (current !== published) {
      published = current;
      index = indexZones(current);
    }
    return answer(index, question, random);
  };
}

function serveConnection(connection: Socket, lookUp: (question: Question) => Reply): void {
  const read = frameReader();
  connection.setTimeout(TCP_IDLE_MS, () => connection.destroy());
  connection.on('error', () => connection.destroy());
  connection.on('data', (chunk) => {
    const responses = read(chunk).flatMap((message) => respond(message, 'tcp', lookUp) ?? []);
    if (responses.length > 0 && !connection.write(Buffer.concat(responses.map(frame)))) {
      connection.pause();
      connection.once('drain', () => connection.resume());
    }
  });
}

/** With port 0, a port that TCP has may be another program's on UDP: try again then. */
async function listenOnBoth({ address, port }: DnsServerOptions): Promise<{ tcp: Server; udp: UdpSocket }> {
  for (let attempt = 1; ; attempt++) {
    const tcp = await listenTcp(address, port);
    try {
      return { tcp, udp: await bindUdp(address, portOf(tcp)) };
    } catch (error) {
      tcp.close();
      if (port !== 0 || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

async function listenTcp(address: string, port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, address);
  await once(server, 'listening');
  return server;
}

async function bindUdp(address: string, port: number): Promise<UdpSocket> {
  const socket = createSocket({
    type: 'udp4',
    // Clients are addresses already; without this each answer waits for a look-up of its own.
    lookup: (host, _options, callback) => callback(null, host, 4),
  });
  try {
    // Such a look-up makes bind emit at once: listen before.
    const listening = once(socket, 'listening');
    socket.bind(port, address);
    await listening;
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}

function portOf(server: Server): number {
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('the TCP server has no port');
  return bound.port;
}

async function closeAll(tcp: Server, udp: UdpSocket, connections: ReadonlySet<Socket>): Promise<void> {
  const ends = [once(tcp, 'close'), once(udp, 'close')];
  tcp.close();
  udp.close();
  for (const connection of connections) connection.destroy();
  await Promise.all(ends);
}
