/**
 * A program in a task's network: passes connections on to the task's ports, as late as a network with that delay would.
 * Arguments: the task's address, delay and jitter in milliseconds, ports. Prints where it listens: `5000=40123`.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { delayLine, type DelayLine } from './delay-line';

const [address = '', delayMilliseconds = '', jitterMilliseconds = '', ...ports] = process.argv.slice(2);

/** Once the fault is over: how long a connection is silent until it is ended, and how long all of them may take. */
const SILENT_MS = 300;
const DRAIN_MS = 2_000;

interface Connection {
  readonly sockets: readonly Socket[];
  readonly lines: readonly DelayLine[];
  lastByteAt: number;
}

const connections = new Set<Connection>();
let isOver = false;

function delay(): number {
  if (isOver) return 0;
  return Math.max(0, Number(delayMilliseconds) + (2 * Math.random() - 1) * Number(jitterMilliseconds));
}

/**
 * What leaves the task is late: each answer, and the acceptance of the connection, which the kernel has given already.
 * So the client's first bytes are held back instead, for as long.
 */
function pass(client: Socket, port: number): void {
  const task = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
  let isFirst = true;
  const toTask = delayLine(client, task, () => {
    const held = isFirst ? delay() : 0;
    isFirst = false;
    return held;
  });
  const toClient = delayLine(task, client, delay);
  const connection: Connection = { sockets: [client, task], lines: [toTask, toClient], lastByteAt: performance.now() };
  connections.add(connection);
  for (const socket of connection.sockets) socket.on('data', () => (connection.lastByteAt = performance.now()));
  client.on('error', () => task.resetAndDestroy());
  task.on('error', () => client.resetAndDestroy());
  client.on('close', () => task.destroy());
  task.on('close', () => {
    toClient.flush();
    client.destroySoon();
    connections.delete(connection);
  });
}

async function listenFor(port: string) {
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => pass(client, Number(port)));
  await once(server.listen(0, address), 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('there is no port to listen on');
  return { server, says: `${port}=${bound.port}` };
}

async function main(): Promise<void> {
  const listening = await Promise.all(ports.map(listenFor));
  process.stdout.write(`${listening.map(({ says }) => says).join(' ')}\n`);
  await once(process, 'SIGTERM');
  isOver = true;
  for (const { server } of listening) server.close();
  for (const connection of connections) {
    connection.lastByteAt = performance.now();
    connection.lines.forEach((line) => line.flush());
  }
  setTimeout(() => process.exit(0), DRAIN_MS);
  setInterval(endSilent, SILENT_MS / 4);
}

function endSilent(): void {
  const silentSince = performance.now() - SILENT_MS;
  for (const { sockets, lastByteAt } of connections) if (lastByteAt < silentSince) sockets.forEach((one) => one.end());
  if (connections.size === 0) process.exit(0);
}

void main();
