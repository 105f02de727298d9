import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { portOf } from './port';

/** A way to a server that can be cut: what is on it breaks off without a word from either end. */
export class Cable {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly entrance: Server,
    /** As of the server, by way of the cable. */
    readonly url: string,
  ) {}

  static async to(url: string): Promise<Cable> {
    const target = new URL(url);
    const entrance = createServer();
    entrance.listen(0, '127.0.0.1');
    await once(entrance, 'listening');
    const way = new URL(url);
    way.host = `127.0.0.1:${portOf(entrance)}`;
    const cable = new Cable(entrance, way.href);
    entrance.on('connection', (near) => {
      const far = connect(Number(target.port), target.hostname);
      for (const socket of [near, far]) {
        cable.sockets.add(socket.on('error', () => {}).on('close', () => cable.sockets.delete(socket)));
      }
      near.pipe(far).pipe(near);
    });
    return cable;
  }

  cut(): void {
    this.sockets.forEach((socket) => socket.resetAndDestroy());
  }

  async remove(): Promise<void> {
    this.cut();
    this.entrance.close();
    await once(this.entrance, 'close');
  }
}
