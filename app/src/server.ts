import { once } from 'node:events';
import { systemClock } from './clock';
import { type Config, ConfigError, readConfig } from './config';
import { createStdoutLogger } from './logging/stdout';
import { createService } from './service';

/** A reader of the log that takes longer than that cannot hold the exit up. */
const LOG_DRAIN_MS = 500;

/** 0 after a stop, 1 after a crash, 2 for a configuration that cannot be used. */
async function main(): Promise<void> {
  const config = configOrExit();
  const { logger, drained } = createStdoutLogger(config);
  const exit = (code: number) => void drained({ timeoutMs: LOG_DRAIN_MS }).then(() => process.exit(code));
  process.on('uncaughtException', (error) => {
    logger.error({ error }, 'an error that nothing caught ends the process');
    exit(1);
  });

  const service = createService({ config, logger, clock: systemClock, exit });
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void service.stop().then(() => exit(0)));

  service.server.listen(config.port, config.host);
  await once(service.server, 'listening').catch((error: NodeJS.ErrnoException) =>
    complain(listenProblem(config, error), 1),
  );
  logger.info({ address: service.server.address(), version: config.version, pid: process.pid }, 'listening');
}

function configOrExit(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (error instanceof ConfigError) complain(error.message, 2);
    throw error;
  }
}

function listenProblem({ host, port }: Config, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${host} is in use by another program: stop that program or set PORT to a free port`;
  }
  if (code === 'EADDRNOTAVAIL') return `${host} is not an address of this machine: set HOST to one that is`;
  if (code === 'EACCES') return `port ${port} is not open to this user: set PORT to one above 1023`;
  return `cannot listen on port ${port} of ${host}: ${message}`;
}

function complain(sentence: string, exitCode: number): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(exitCode);
}

void main();
