import { createServer } from 'node:net';
import type { OpenHostListener } from '../forwarding/host-listener';
import { listen } from '../forwarding/listen';
import type { AgentConnection } from './agent-connection';

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
    await listen(server, address, port);
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
