import { Agent, request as openRequest, type RequestOptions } from 'node:http';
import { errorCode } from '../error-code';
import type { Answer } from './answer';
import type { MixedRequest } from './mix';

export interface RequestSender {
  readonly send: (address: string, request: MixedRequest) => Promise<Answer>;
  readonly close: () => void;
}

export interface SenderOptions {
  readonly port: number;
  /** Connections to one address; a request that finds none waits for one. */
  readonly maxSockets: number;
  /** @default 5000 */
  readonly timeoutMs?: number;
}

/** Sends requests over kept-alive connections. */
export function createRequestSender({ port, maxSockets, timeoutMs = 5_000 }: SenderOptions): RequestSender {
  const agent = new Agent({ keepAlive: true, maxSockets, maxFreeSockets: maxSockets });
  const prepared = new Map<MixedRequest, { readonly options: RequestOptions; readonly body: string | undefined }>();
  const prepare = (request: MixedRequest) => {
    const known = prepared.get(request);
    if (known) return known;
    const { method, path } = request;
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers =
      body === undefined
        ? {}
        : { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(body)) };
    const made = { options: { agent, port, method, path, headers, timeout: timeoutMs }, body };
    prepared.set(request, made);
    return made;
  };
  return {
    send: (host, mixed) =>
      new Promise((resolve) => {
        const { options, body } = prepare(mixed);
        const request = openRequest({ ...options, host });
        request.on('response', (response) => {
          response.resume();
          response.on('end', () => resolve({ status: response.statusCode ?? 0 }));
          response.on('error', (error) => resolve({ failure: failureOf(error) }));
        });
        request.on('timeout', () => {
          resolve({ failure: 'timeout' });
          request.destroy();
        });
        request.on('error', (error) => resolve({ failure: failureOf(error) }));
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

function failureOf(error: unknown): string {
  const code = errorCode(error) ?? 'unknown';
  return FAILURES[code] ?? code;
}
