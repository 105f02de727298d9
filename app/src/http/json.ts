import type { ServerResponse } from 'node:http';
import type { HttpError } from './http-error';
import { requestIdOf } from './request-id';

/** Answers with JSON, without what Express' own `res.json` also works out for each answer (charset, freshness). */
export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(text),
  });
  res.end(text);
}

const ERROR = Symbol('what went wrong with the request');
type NotedResponse = ServerResponse & { [ERROR]?: HttpError };

/** Keeps what went wrong for the log and the metrics, which look at the request when it is over. */
export function noteError(res: NotedResponse, error: HttpError): void {
  res[ERROR] = error;
}

export function notedError(res: NotedResponse): HttpError | undefined {
  return res[ERROR];
}

export function sendError(res: ServerResponse, error: HttpError): void {
  sendJson(res, error.status, errorBody(error, requestIdOf(res)));
}

export function errorBody({ code, message }: HttpError, requestId: string): unknown {
  return { error: { code, message, requestId } };
}
