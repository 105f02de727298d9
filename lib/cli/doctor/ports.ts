import { createServer } from 'node:net';
import { PORTS } from '../../model/names';
import type { PortFact } from './facts';
import { findPortHolder } from './port-holder';

type WantedPort = Pick<PortFact, 'port' | 'purpose' | 'needed'>;

/** What the lab listens on at 127.0.0.1. */
export function wantedPorts(endpointPort: number): readonly WantedPort[] {
  return [
    { port: endpointPort, purpose: 'the AWS endpoint', needed: true },
    { port: PORTS.app, purpose: 'the app', needed: true },
    { port: PORTS.prometheus, purpose: 'Prometheus', needed: true },
    { port: PORTS.grafana, purpose: 'Grafana', needed: true },
    { port: PORTS.alertmanager, purpose: 'Alertmanager', needed: false },
    { port: PORTS.console, purpose: 'the console', needed: false },
  ];
}

/** Tries to listen: the only test that sees what listening will see. */
export async function probePort(wanted: WantedPort): Promise<PortFact> {
  const code = wanted.port === 0 ? undefined : await tryToListen(wanted.port);
  if (code === undefined) return { ...wanted, state: 'free' };
  if (code !== 'EADDRINUSE') return { ...wanted, state: 'forbidden' };
  const holder = findPortHolder(wanted.port);
  return { ...wanted, state: 'taken', ...(holder ? { holder } : {}) };
}

/** Resolves with the error's code, or with nothing when the port is free. */
function tryToListen(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
