import { createServer } from 'node:net';
import { forward, type ForwardOptions } from '../forwarding/forwarder';
import type { OpenHostListener } from '../forwarding/host-listener';
import { listen } from '../forwarding/listen';

/** Accepts and connects in this process, which has the same network as the tasks. */
export function localListeners(options: Omit<ForwardOptions, 'port'>): OpenHostListener {
  return async (address, port) => {
    const server = createServer();
    const forwarder = forward(server, { ...options, port });
    await listen(server, address, port);
    return {
      setTargets: (addresses) => forwarder.setTargets(addresses),
      close: async () => forwarder.close(),
    };
  };
}
