import type { Server, Socket } from 'node:net';
import { connect } from 'node:net';
import type { TaskConnections } from './task-connections';

/** Leads the connections of one listening socket of the host to tasks. */
export interface Forwarder {
  /** Where the next connections go, in turn. */
  setTargets(addresses: readonly string[]): void;
  /** Stops listening; what is connected ends with its client or task, so that a task can drain. */
  close(): void;
}

/** Takes a connection to a target that wants to see it first; false when the target does not. */
export type Intercept = (client: Socket, address: string, port: number) => boolean;

export interface ForwardOptions {
  /** The port of the targets. */
  readonly port: number;
  readonly intercept: Intercept;
  readonly connections: TaskConnections;
}

/** Takes over a listening socket; every connection is spliced to `port` of a target. */
export function forward(listener: Server, { port, intercept, connections }: ForwardOptions): Forwarder {
  let targets: readonly string[] = [];
  let turn = 0;
  listener.on('connection', (client) => {
    client.on('error', () => undefined);
    const target = targets[turn++ % targets.length];
    if (target === undefined) client.resetAndDestroy();
    else if (!intercept(client, target, port)) connections.add(target, splice(client, target, port));
  });
  listener.on('error', () => undefined);
  return {
    setTargets: (addresses) => (targets = addresses),
    close: () => void listener.close(),
  };
}

/** Joins a client with a new connection: each half closes on its own, and a failure on one side is a reset on the other. */
function splice(client: Socket, address: string, port: number): Socket {
  // Set here because a listening socket that came over IPC has no such option: without it the end of a request ends the answer.
  client.allowHalfOpen = true;
  client.setNoDelay(true);
  const task = connect({ host: address, port, allowHalfOpen: true, noDelay: true });
  task.on('error', () => client.resetAndDestroy());
  client.on('error', () => task.resetAndDestroy());
  client.on('close', () => task.destroy());
  task.on('close', () => client.destroySoon());
  client.pipe(task).pipe(client);
  return task;
}
