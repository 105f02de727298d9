import { Agent, request as requestOf, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

/** Speaks the Docker Engine API (https://docs.docker.com/reference/api/engine/) over the engine's socket. */
export interface EngineClient {
  /** Sends a request and reads its answer, undefined when it has none; rejects with an EngineError. */
  call(method: Method, path: string, body?: object): Promise<unknown>;
  /** The bytes of an answer as they come; rejects with an EngineError. */
  stream(method: Method, path: string, body?: object): Promise<Readable>;
  /** A connection that is a container's own from here on. */
  connect(path: string): Promise<Duplex>;
  close(): void;
}

export type Method = 'GET' | 'POST' | 'DELETE';

/** What the engine did not do, in its own words. */
export class EngineError extends Error {
  /** HTTP's; 404 for what is not there. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'EngineError';
    this.status = status;
  }
}

/** @param socket path of the engine's socket. Paths without a version mean the engine's own, whichever that is. */
export function engineClient(socket: string): EngineClient {
  const agent = new Agent({ keepAlive: true });

  function send(method: Method, path: string, body: object | undefined): Promise<IncomingMessage> {
    const request = requestOf({ socketPath: socket, agent, method, path, headers: headersOf(body) });
    return answerOf(request, body);
  }
  return {
    async call(method, path, body) {
      const answer = await text(await send(method, path, body));
      return answer === '' ? undefined : JSON.parse(answer);
    },
    stream: send,
    connect(path) {
      const headers = { connection: 'Upgrade', upgrade: 'tcp' };
      const request = requestOf({ socketPath: socket, method: 'POST', path, headers });
      return new Promise((resolve, reject) => {
        request.on('upgrade', (_answer, connection) => resolve(connection));
        answerOf(request, undefined).then(
          () => reject(new EngineError(200, 'the engine did not hand over the connection')),
          reject,
        );
      });
    },
    close: () => agent.destroy(),
  };
}

function headersOf(body: object | undefined): Record<string, string> {
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

async function answerOf(request: ClientRequest, body: object | undefined): Promise<IncomingMessage> {
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  request.end(body && JSON.stringify(body));
  const answer = await answered;
  const { statusCode = 500 } = answer;
  if (statusCode < 400) return answer;
  throw new EngineError(statusCode, messageIn(await text(answer)));
}

function messageIn(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: string };
    return message ?? body;
  } catch {
    return body.trim();
  }
}
