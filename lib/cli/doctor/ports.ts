import { createServer } from 'node:net';
import { PORTS } from '../../model/names';
import type { PortFact } from './facts';
import { findPortHolder } from './port-holder';

/** What the lab listens on at 127.0.0.1. */
export function wantedPorts(endpointPort: number): readonly Pick<PortFact, 'port' | 'purpose'>[] {
  return [
    { port: endpointPort, purpose: 'the AWS endpoint' },
    { port: PORTS.app, purpose: 'the app' },
    { port: PORTS.prometheus, purpose: 'Prometheus' },
    { port: PORTS.grafana, purpose: 'Grafana' },
    { port: PORTS.console, purpose: 'the console' },
  ];
}

/** Tries to listen: the only test that sees what listening will see. */
export async function probePort({ port, purpose }: Pick<PortFact, 'port' | 'purpose'>): Promise<PortFact> {
  if (port === 0) return { port, purpose, state: 'free' };
  const code = await tryToListen(port);
  if (code === undefined) return { port, purpose, state: 'free' };
  if (code !== 'EADDRINUSE') return { port, purpose, state: 'forbidden' };
  const holder = findPortHolder(port);
  return { port, purpose, state: 'taken', ...(holder ? { holder } : {}) };
}

/** Resolves with the error's code, or with nothing when the port is free. */
function tryToListen(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
