import type { Server } from 'node:http';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import type { Traffic } from './traffic';

/** So long without traffic means that no client has the address any more. */
const QUIET_MS = 500;

export interface StopOptions {
  readonly server: Server;
  readonly traffic: Traffic;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long, at most, to serve on while clients still have the address. */
  readonly delayMs: number;
  /** How long, at most, requests in flight may take after that. */
  readonly drainMs: number;
}

/**
 * Readiness false → serve until it is quiet → stop accepting → drain → every connection closed. Takes at most
 * `delayMs + drainMs`: ECS sends SIGKILL `stopTimeout` (30 s) after SIGTERM.
 */
export async function stopGracefully({ server, traffic, clock, logger, delayMs, drainMs }: StopOptions): Promise<void> {
  traffic.leave();
  logger.info({ delayMs }, 'stopping: not ready any more, serving until it is quiet');
  await untilQuiet({ traffic, clock, delayMs });

  const closed = new Promise((resolve) => server.close(resolve));
  await Promise.race([traffic.idle(), clock.sleep(drainMs)]);
  // Also those that never sent a request (a browser's spare connection): server.close() would wait for them.
  server.closeAllConnections();
  await closed;
  logger.info({}, 'stopped');
}

async function untilQuiet({ traffic, clock, delayMs }: Pick<StopOptions, 'traffic' | 'clock' | 'delayMs'>) {
  const start = clock.now();
  for (;;) {
    const stoppingFor = clock.now() - start;
    const wait = Math.min(delayMs - stoppingFor, QUIET_MS - Math.min(traffic.quietFor(), stoppingFor));
    if (wait <= 0) return;
    await clock.sleep(wait);
  }
}
