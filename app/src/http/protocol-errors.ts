import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpError } from './http-error';
import { errorBody } from './json';
import { REQUEST_ID_HEADER } from './request-id';

const ERRORS: Readonly<Record<string, () => HttpError>> = {
  HPE_HEADER_OVERFLOW: () => new HttpError(431, 'HeadersTooLarge', 'the headers are larger than 16 kB'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () => new HttpError(413, 'BodyTooLarge', 'the chunk extensions are too large'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new HttpError(408, 'RequestTimeout', 'the request took too long to arrive'),
};

export interface ProtocolErrorsOptions {
  /** Whether a response has begun on the connection: then nothing can be added to it. */
  readonly isAnswered: (socket: Duplex) => boolean;
  /** Told of each answer. */
  readonly onRefusal: (error: HttpError, requestId: string) => void;
}

/** Answers what Node's parser refuses, before there is a request: the same JSON as everywhere, written by hand. */
export function answerProtocolErrors(server: Server, { isAnswered, onRefusal }: ProtocolErrorsOptions): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === 'ECONNRESET') socket.destroy(error);
    else refuse(socket, ERRORS[error.code ?? '']?.() ?? malformed(), error);
  });
  server.on('connect', (_req, socket) => {
    // Node hands the socket over without any listener: an error of it would end the process.
    socket.on('error', () => {});
    const refusal = new HttpError(405, 'MethodNotAllowed', 'this is not a proxy: CONNECT is not possible');
    refuse(socket, refusal, refusal);
  });

  /** @param cause what the client did wrong: requests in flight on the connection then count as left by it */
  function refuse(socket: Duplex, error: HttpError, cause: Error): void {
    if (isAnswered(socket)) socket.destroy(cause);
    else onRefusal(error, answerAndEnd(socket, error, cause));
  }
}

function malformed(): HttpError {
  return new HttpError(400, 'MalformedRequest', 'this is not an HTTP request');
}

/** @returns the id that the answer carries */
function answerAndEnd(socket: Duplex, error: HttpError, cause: Error): string {
  const requestId = randomUUID();
  const body = JSON.stringify(errorBody(error, requestId));
  const head = [
    `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `${REQUEST_ID_HEADER}: ${requestId}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy(cause));
  return requestId;
}
