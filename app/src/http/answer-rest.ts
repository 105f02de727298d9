import type { Request, Response } from 'express';
import { HttpError, toHttpError } from './http-error';
import { noteError, sendError } from './json';

/**
 * Ends the requests that no route ended: the unknown path and everything thrown. It stands in for Express' own final
 * handler, which answers HTML, and so also gets what never reaches a middleware (a URL without a path).
 */
export function answerRest(req: Request, res: Response): (error?: unknown) => void {
  return (error) => {
    const answer = error ? toHttpError(error) : notFound(req);
    noteError(res, answer);
    // The connection broke while a body was read: an answer would look sent and hide the outcome from the metrics.
    if (req.socket.destroyed) return;
    // Half an answer cannot be taken back: breaking the connection is the only way left to say that it is wrong.
    if (res.headersSent) req.socket.destroy();
    else sendError(res, answer);
  };
}

function notFound(req: Request): HttpError {
  if (!isDecodable(req.url)) return new HttpError(400, 'MalformedUrl', 'the URL has a broken percent-encoding');
  return new HttpError(404, 'NotFound', 'there is nothing at this path');
}

function isDecodable(url: string): boolean {
  try {
    decodeURI(url);
    return true;
  } catch {
    return false;
  }
}
