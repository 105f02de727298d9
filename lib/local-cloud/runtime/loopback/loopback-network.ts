import { randomUUID } from 'node:crypto';
import { localhostPorts } from '../forwarding/localhost-ports';
import { pageFronts } from '../forwarding/page-fronts';
import { taskConnections } from '../forwarding/task-connections';
import type { Network, NetworkOptions, Place } from '../network';
import { startDiscoveryServer } from './discovery-server';
import { localListeners } from './local-listeners';
import { createPlace, type LoopbackMachine } from './place';
import { markOfAll } from './task-mark';
import { findLoopbackTools } from './tools';
import { startWatchdog } from './watchdog';

/** Clear of the public addresses (127.0.10.1 to 127.0.255.254) and of 127.0.0.0/24. */
const PRIVATE_RANGE = '127.1.0.0/16';

/**
 * Opens the network for a machine without namespaces: tasks are processes in the host's own network, each with a loopback
 * address that its programs keep to. Rejects with a LabError on a system that has no such addresses.
 * @param options.because why it is this network, for the user
 */
export async function openLoopbackNetwork(options: NetworkOptions & { readonly because: string }): Promise<Network> {
  const { path, log, because } = options;
  const tools = await findLoopbackTools(path);
  const id = randomUUID();
  const discovery = await startDiscoveryServer(Math.random);
  const watchdog = startWatchdog(tools, markOfAll(id), log);
  const fronts = pageFronts();
  const connections = taskConnections();
  const openListener = localListeners({ intercept: fronts.intercept, connections });
  const localhost = localhostPorts(openListener, log);
  const machine: LoopbackMachine = {
    tools,
    id,
    discovery: discovery.url,
    fronts,
    connections,
    openListener,
    localhost,
  };
  const places = new Set<Place>();
  let closed: Promise<void> | undefined;

  async function close(): Promise<void> {
    await Promise.all([...places].map((place) => place.close()));
    discovery.close();
    await watchdog.close();
  }
  return {
    kind: 'loopback',
    reason: `tasks have 127.x addresses and are discovered over HTTP instead of DNS, because ${because}`,
    privateRange: PRIVATE_RANGE,
    publishZones: (zones) => discovery.publish(zones),
    async createPlace(task) {
      if (closed !== undefined) throw new Error('the network is closed');
      const place = await createPlace(machine, task);
      places.add(place);
      return {
        ...place,
        async close() {
          await place.close();
          places.delete(place);
        },
      };
    },
    close: () => (closed ??= close()),
  };
}
