import type { Server } from 'node:http';
import type { Request, Response } from 'express';
import { createApp } from './app';
import { createChaos } from './chaos';
import type { Timers } from './chaos/timers';
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
import { isCounted, isProbe } from './metrics/counted';
import { errorLabels, initialErrorLabels, refusalLabels } from './metrics/error-labels';
import { createMetrics } from './metrics/registry';
import { destination, initialLabels, pathOf, requestLabels } from './metrics/request-labels';
import { createRoutes } from './routes';
import { createMemoryUsers } from './store/memory';
import { createPostgresqlUsers } from './store/postgresql';
import { createUserDirectory } from './store/user-directory';

/** A database that hangs does not say goodbye, and ECS's agent may be slow. With the longest delay and drain it is still below ECS' 30 s. */
const CLOSE_MS = 1000;

export interface ServiceDeps {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Time for faults. @default the system's */
  readonly timers?: Timers | undefined;
  /** Uniform in [0, 1): what the response times of the store in memory are drawn from. */
  readonly random: () => number;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

export interface Service {
  readonly server: Server;
  /** What readiness and the log call the store behind the API. */
  readonly store: string;
  /** Asks the store once, so that a database gets its connection and its table before the first request. */
  prepare(): Promise<void>;
  /** Resolves when everything is closed; twice is fine. */
  stop(): Promise<void>;
}

/** Puts the parts together; the caller listens. */
export function createService({ config, logger, clock, timers, random, exit }: ServiceDeps): Service {
  const traffic = new Traffic(clock);
  const metrics = createMetrics({ version: config.version, requestsInFlight: () => traffic.countedInFlight });
  const { faults, network, disturbance, guard } = createChaos({ config, logger, metrics, timers });
  const repository = config.database
    ? createPostgresqlUsers({ database: config.database, logger })
    : createMemoryUsers({ clock, random });
  const { breaker } = config;
  const users = createUserDirectory({ repository, breaker, disturbance, clock, metrics, logger });
  const routes = createRoutes({ config, metrics, traffic, logger, exit, users, disturbance, faults });
  faults.serve(routes.filter(({ path }) => isCounted(path)));
  // Before the faults of the start: those must not be taken for what an earlier process left.
  void network.endLeftovers();
  faults.put(config.chaosFaults, 'environment');
  initialLabels(routes).forEach((labels) => metrics.initialize(labels));
  initialErrorLabels(routes).forEach((labels) => metrics.initializeError(labels));

  const app = createApp(routes, guard);
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
    traffic.begin(res, { counted: isCounted(pathOf(req.url)) && !isProbe(req.headers) });
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
    const counted = isCounted(destination(req)) && !isProbe(req.headers);
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
    store: users.storeName,
    prepare: async () => void (await users.check()),
    stop: () =>
      (stopping ??= stopGracefully({
        server,
        traffic,
        clock,
        logger,
        delayMs: config.shutdownDelaySeconds * 1000,
        drainMs: config.shutdownDrainSeconds * 1000,
      })
        .finally(() => faults.removeAll('stopped'))
        .then(() => Promise.race([users.close().then(() => network.settled()), clock.sleep(CLOSE_MS)]))),
  };
}
