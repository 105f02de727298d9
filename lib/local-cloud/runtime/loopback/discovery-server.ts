import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { indexZones } from '../../dns/zone-index';
import type { Zone } from '../../dns/zone';
import { listen } from '../forwarding/listen';
import { DISCOVERY_PATH, readTargetQuery, targetGroups } from './discovery';

/** Tells programs over HTTP what they cannot ask DNS for: a server on a high port is no resolver. */
export interface DiscoveryServer {
  readonly url: string;
  publish(zones: readonly Zone[]): void;
  close(): void;
}

export async function startDiscoveryServer(random: () => number): Promise<DiscoveryServer> {
  let index = indexZones([]);
  const server = createServer(({ method, url = '/' }, response) => {
    const query = method === 'GET' ? readTargetQuery(url) : undefined;
    if (query === undefined) {
      response.writeHead(404).end(`allowed: GET ${DISCOVERY_PATH}?name=<name>&port=<port>\n`);
      return;
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(targetGroups(index, query, random)));
  });
  await listen(server, '127.0.0.1', 0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${DISCOVERY_PATH}`,
    publish: (zones) => (index = indexZones(zones)),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
