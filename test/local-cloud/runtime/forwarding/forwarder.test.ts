import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { forward } from '../../../../lib/local-cloud/runtime/forwarding/forwarder';
import { taskConnections } from '../../../../lib/local-cloud/runtime/forwarding/task-connections';

describe('a forwarder', () => {
  const servers: Server[] = [];
  const inTask: Socket[] = [];

  afterEach(() => {
    inTask.splice(0).forEach((socket) => socket.destroy());
    servers.splice(0).forEach((server) => server.close());
  });

  async function listening(server: Server): Promise<number> {
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** A task that takes connections and never ends one, behind a forwarder; resolves with a connected client. */
  async function clientOfSilentTask() {
    const connections = taskConnections();
    const task = createServer({ allowHalfOpen: true }, (socket) => inTask.push(socket.on('error', () => undefined)));
    const port = await listening(task);
    const entrance = createServer();
    const forwarder = forward(entrance, { port, connections, intercept: () => false });
    forwarder.setTargets(['127.0.0.1']);
    const client = connect(await listening(entrance), '127.0.0.1');
    await Promise.all([once(client, 'connect'), once(task, 'connection')]);
    return { client, connections };
  }

  test('ends the clients of a task that is gone without a word', async () => {
    const { client, connections } = await clientOfSilentTask();
    client.write('is anybody there?');
    connections.end('127.0.0.2');
    expect(client.destroyed).toBe(false);
    connections.end('127.0.0.1');
    client.resume();
    await once(client, 'close');
    connections.end('127.0.0.1');
  });

  test('delivers what the task said before its end', async () => {
    const { client, connections } = await clientOfSilentTask();
    inTask[0]!.end(Buffer.alloc(3_000_000, '.'));
    let bytes = 0;
    client.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await once(inTask[0]!, 'finish');
    await once(client, 'end');
    connections.end('127.0.0.1');
    expect(bytes).toBe(3_000_000);
  });

  test('resets a client for whom there is no task', async () => {
    const entrance = createServer();
    forward(entrance, { port: 1, connections: taskConnections(), intercept: () => false });
    const client = connect(await listening(entrance), '127.0.0.1');
    const [error] = (await once(client, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
  });
});
