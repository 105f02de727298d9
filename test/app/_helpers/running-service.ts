import { once } from 'node:events';
import type { Timers } from '../../../app/src/chaos/timers';
import { type Clock, systemClock } from '../../../app/src/clock';
import { readConfig } from '../../../app/src/config';
import { createLogger } from '../../../app/src/log';
import { createService, type Service } from '../../../app/src/service';
import { portOf } from './port';

export interface RunningService extends Service {
  readonly port: number;
  readonly url: string;
  /** The log's lines so far, parsed. */
  readonly log: Record<string, unknown>[];
  /** The exit codes that the service asked for. */
  readonly exits: number[];
  metrics(): Promise<string>;
  close(): void;
}

export interface StartOptions {
  /** @default only what a test always needs */
  readonly env?: Readonly<Record<string, string>>;
  /** @default the system's */
  readonly timers?: Timers;
}

/** The service in this process, on a free port of loopback. */
export async function startService(
  clock: Clock = systemClock,
  { env = {}, timers }: StartOptions = {},
): Promise<RunningService> {
  const log: Record<string, unknown>[] = [];
  const exits: number[] = [];
  const config = readConfig({ LOG_LEVEL: 'debug', BUILD_VERSION: '1.2.3', HOST: '127.0.0.1', ...env });
  const logger = createLogger({ level: config.logLevel, write: (line) => log.push(JSON.parse(line)) });
  const service = createService({
    config,
    logger,
    clock,
    timers,
    random: () => 0.5,
    exit: (code) => exits.push(code),
  });
  service.server.listen(0, config.host);
  await once(service.server, 'listening');
  const port = portOf(service.server);
  const url = `http://127.0.0.1:${port}`;
  return {
    ...service,
    port,
    url,
    log,
    exits,
    metrics: async () => (await fetch(`${url}/metrics`)).text(),
    close: () => {
      service.server.close();
      service.server.closeAllConnections();
    },
  };
}
