import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Express, Request, Response } from 'express';

/** How long a client may take; without limits a few slow ones would hold every connection. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than a load balancer's 60 s, so that it never sends into a connection that just closed. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;

/**
 * Node's server, making requests and responses that already are Express': it changes the prototype of both for every
 * request, and an object that has the right one stays quick: a request then costs less than half.
 */
export function createHttpServer(app: Express, handle: (req: Request, res: Response) => void): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });

  const options = {
    IncomingMessage: AppRequest,
    ServerResponse: AppResponse,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: 1000,
    // Node would answer a missing Host with an empty 400: refusal.ts has a sentence.
    requireHostHeader: false,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript does not see the prototypes set above
  const listener = (req: IncomingMessage, res: ServerResponse) => handle(req as Request, res as unknown as Response);
  return createServer(options, listener).on('checkExpectation', listener);
}
