import { once } from 'node:events';
import { createServer } from 'node:net';
import { errorCode } from '../error-code';
import type { AgentConnection } from './agent-connection';

/** One listening port of the host that leads into tasks. */
export interface HostListener {
  /** The tasks' private addresses; connections go to them in turn. */
  setTargets(addresses: readonly string[]): void;
  close(): Promise<void>;
}

/** Opens ports of the host; rejects with a sentence that names the port when it is taken. */
export type OpenHostListener = (address: string, port: number) => Promise<HostListener>;

/**
 * Listens here, in the host's network, and hands the socket to the agent, which accepts and connects in its own: no byte
 * of the traffic passes through this process.
 */
export function hostListeners(agent: AgentConnection): OpenHostListener {
  let count = 0;
  return async (address, port) => {
    const listener = String(++count);
    // For the moment in which both processes hold the socket: here there is nobody to talk to yet.
    const server = createServer((early) => early.resetAndDestroy());
    try {
      server.listen({ host: address, port });
      await once(server, 'listening');
    } catch (error) {
      throw new Error(whyNotListening(error, address, port), { cause: error });
    }
    try {
      await agent.request({ kind: 'listen', listener, port }, server);
    } finally {
      server.close();
    }
    return {
      setTargets: (addresses) => agent.notice({ kind: 'targets', listener, addresses }),
      // An agent that is gone holds no socket.
      close: () => agent.request({ kind: 'unlisten', listener }).catch(() => undefined),
    };
  };
}

function whyNotListening(error: unknown, address: string, port: number): string {
  const code = errorCode(error);
  if (code === 'EADDRINUSE') return `port ${port} of ${address} is taken by another program`;
  if (code === 'EACCES') return `port ${port} of ${address} needs a privilege that this user does not have`;
  return `cannot listen on port ${port} of ${address}: ${String(error)}`;
}
