import type { Server } from 'node:http';
import type { Request, Response } from 'express';
import { createApp } from './app';
import type { Clock } from './clock';
import type { Config } from './config';
import { answerRest } from './http/answer-rest';
import { LastRequests } from './http/last-request';
import { answerProtocolErrors } from './http/protocol-errors';
import { refusalOf } from './http/refusal';
import { assignRequestId } from './http/request-id';
import { logRefusal, logRequest } from './http/request-log';
import { createHttpServer } from './http/server';
import { stopGracefully } from './lifecycle/stop-gracefully';
import { Traffic } from './lifecycle/traffic';
import type { Logger } from './log';
import { isCounted } from './metrics/counted';
import { errorLabels, initialErrorLabels, refusalLabels } from './metrics/error-labels';
import { createMetrics } from './metrics/registry';
import { destination, initialLabels, pathOf, requestLabels } from './metrics/request-labels';
import { createRoutes } from './routes';

export interface ServiceDeps {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

export interface Service {
  readonly server: Server;
  /** Resolves when everything is closed; twice is fine. */
  stop(): Promise<void>;
}

/** Puts the parts together; the caller listens. */
export function createService({ config, logger, clock, exit }: ServiceDeps): Service {
  const traffic = new Traffic(clock);
  const metrics = createMetrics({ version: config.version, requestsInFlight: () => traffic.countedInFlight });
  const routes = createRoutes({ config, metrics, traffic, logger, exit });
  initialLabels(routes).forEach((labels) => metrics.initialize(labels));
  initialErrorLabels(routes).forEach((labels) => metrics.initializeError(labels));

  const app = createApp(routes);
  const server = createHttpServer(app, handle);
  answerProtocolErrors(server, {
    isAnswered: (socket) => traffic.hasBegunAnswer(socket),
    onRefusal(error, requestId) {
      metrics.recordError(refusalLabels(error));
      logRefusal(logger, error, requestId);
    },
  });

  const lastRequests = new LastRequests();
  function handle(req: Request, res: Response): void {
    if (lastRequests.isBehindLast(req, res)) return;
    const start = clock.now();
    assignRequestId(req, res);
    traffic.begin(res, { counted: isCounted(pathOf(req.url)) });
    // `close`, not `finish`: a broken connection is an outcome too.
    res.once('close', () => finish(req, res, (clock.now() - start) / 1000));
    const rest = answerRest(req, res);
    const refusal = refusalOf(req);
    if (refusal) rest(refusal);
    else app(req, res, rest);
  }

  function finish(req: Request, res: Response, seconds: number): void {
    traffic.end(res);
    const labels = requestLabels(req, res);
    const counted = isCounted(destination(req));
    if (counted) {
      metrics.recordRequest(labels, seconds);
      const error = errorLabels(res, labels);
      if (error) metrics.recordError(error);
    }
    logRequest(logger, { req, res, labels, seconds, counted });
  }

  let stopping: Promise<void> | undefined;
  return {
    server,
    stop: () =>
      (stopping ??= stopGracefully({
        server,
        traffic,
        clock,
        logger,
        delayMs: config.shutdownDelaySeconds * 1000,
        drainMs: config.shutdownDrainSeconds * 1000,
      })),
  };
}
