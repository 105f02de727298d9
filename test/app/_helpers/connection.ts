import { connect, type Socket } from 'node:net';

/** A plain TCP connection, for what no HTTP client would send. */
export class Connection {
  private text = '';
  private readonly socket: Socket;
  /** Everything that was received, once the other side has ended the connection. */
  readonly ended: Promise<string>;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1' });
    this.socket.setEncoding('latin1').on('data', (chunk) => (this.text += String(chunk)));
    this.ended = new Promise((resolve) => this.socket.once('close', () => resolve(this.text)));
    this.socket.on('error', () => {});
  }

  send(text: string): void {
    this.socket.write(text, 'latin1');
  }

  leave(): void {
    this.socket.destroy();
  }

  /** Resolves with what was received so far when it matches. */
  async received(pattern: RegExp): Promise<string> {
    while (!pattern.test(this.text)) await new Promise((resolve) => this.socket.once('data', resolve));
    return this.text;
  }
}

/** Sends a text and returns all that comes back until the connection ends. */
export function exchange(port: number, text: string): Promise<string> {
  const connection = new Connection(port);
  connection.send(text);
  return connection.ended;
}
