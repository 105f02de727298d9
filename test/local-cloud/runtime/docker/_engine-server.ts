import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** One thing that was asked of the engine. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

export type Answer = (request: Asked, response: ServerResponse) => void;

/** An engine that records what it is asked, and answers as the test says. */
export class EngineServer {
  readonly asked: Asked[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'lab-engine-'));
  readonly socket = join(this.folder, 'docker.sock');
  private readonly answers: [string, Answer][] = [];
  private readonly server: Server = createServer((request, response) => void this.handle(request, response));

  async start(): Promise<void> {
    this.server.listen(this.socket);
    await once(this.server, 'listening');
  }

  /** Answers requests whose method and path begin so; the last that fits. */
  on(request: string, answer: Answer): this {
    this.answers.push([request, answer]);
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
    rmSync(this.folder, { recursive: true });
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { method = '', url: path = '' } = request;
    const asked = { method, path, body: body === '' ? undefined : JSON.parse(body) };
    this.asked.push(asked);
    const found = this.answers.findLast(([begin]) => `${method} ${path}`.startsWith(begin));
    if (found) found[1](asked, response);
    else response.writeHead(404).end(JSON.stringify({ message: `no answer to ${method} ${path}` }));
  }
}

export const json =
  (body: unknown, status = 200): Answer =>
  (_, response) =>
    response.writeHead(status).end(JSON.stringify(body));

/** What a container prints, as the engine sends it. */
export const output =
  (...frames: readonly (readonly [number, string])[]): Answer =>
  (_, response) => {
    for (const [stream, said] of frames) {
      const header = Buffer.alloc(8);
      header.writeUInt8(stream, 0);
      header.writeUInt32BE(Buffer.byteLength(said), 4);
      response.write(Buffer.concat([header, Buffer.from(said)]));
    }
    response.end();
  };
