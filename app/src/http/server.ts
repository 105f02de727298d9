import { createServer, IncomingMessage, ServerResponse, type Server } from 'node:http';
import type { Express, Request, Response } from 'express';

export interface ClientLimits {
  /** How long the headers of a request may take to come. */
  readonly headersTimeoutMs: number;
  /** How long a whole request may take to come. */
  readonly requestTimeoutMs: number;
  /** How long a connection may stay without a request. */
  readonly keepAliveTimeoutMs: number;
  /** How often the limits above are looked at. */
  readonly checkEveryMs: number;
  /** Bytes of all headers of a request together. */
  readonly maxHeaderBytes: number;
  /** Connections at once; what comes on top is closed. */
  readonly maxConnections: number;
}

/** Without limits a few slow clients would hold every connection, and many fast ones all memory. */
const LIMITS: ClientLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  // Longer than a load balancer's 60 s, so that it never sends into a connection that just closed.
  keepAliveTimeoutMs: 65_000,
  checkEveryMs: 1000,
  maxHeaderBytes: 16 * 1024,
  maxConnections: 4000,
};

/**
 * Node's server, making requests and responses that already are Express': it changes the prototype of both for every
 * request, and an object that has the right one stays quick: a request then costs less than half.
 */
export function createHttpServer(
  app: Express,
  handle: (req: Request, res: Response) => void,
  limits: ClientLimits = LIMITS,
): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse<R extends IncomingMessage = IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });

  const options = {
    IncomingMessage: AppRequest,
    ServerResponse: AppResponse,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    maxHeaderSize: limits.maxHeaderBytes,
    // Node would answer a missing Host with an empty 400: refusal.ts has a sentence.
    requireHostHeader: false,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- TypeScript does not see the prototypes set above
  const listener = (req: IncomingMessage, res: ServerResponse) => handle(req as Request, res as unknown as Response);
  const server = createServer(options, listener).on('checkExpectation', listener);
  server.maxConnections = limits.maxConnections;
  return server;
}
