import { once } from 'node:events';
import express from 'express';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createViewers } from '../../../observability/console/src/http/viewers';
import type { Part, Snapshot } from '../../../observability/console/src/snapshot';

/** A picture of 300 kB, another one each time. */
function largePicture(round: number): Snapshot {
  const none: Part<never> = { at: null, data: null, error: null };
  const dns = { name: `${round} ${'x'.repeat(300_000)}`, addresses: [], ttl: 10, how: '', instances: null };
  return {
    now: '',
    lab: { cluster: '', namespace: '', appService: '' },
    services: none,
    dns: { at: '', data: dns, error: null },
    targets: none,
    slos: none,
    alerts: none,
    faults: none,
    circuits: none,
    timeline: [],
    hands: { enabled: false, running: [] },
    room: { open: false, students: 0, traffic: { rate: 0, students: 0 }, question: null },
  };
}

describe('the viewers', () => {
  it('lose the one that does not read, and no other', async () => {
    let round = 0;
    const watched: boolean[] = [];
    const viewers = createViewers(
      () => largePicture(round),
      (yes) => watched.push(yes),
    );
    const app = express().get('/', (_req, res) => void viewers.add(res));
    const server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const open = async () => {
      const request = get({ port, agent: false });
      request.on('error', () => undefined);
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.on('error', () => undefined);
      return { request, response };
    };

    const lazy = await open();
    lazy.response.pause();
    const reader = await open();
    const seen = { bytes: 0 };
    reader.response.on('data', (chunk: Buffer) => (seen.bytes += chunk.length));
    while (viewers.dropped() === 0 && round < 200) {
      round += 1;
      const before = seen.bytes;
      viewers.show();
      while (seen.bytes < before + 300_000) await once(reader.response, 'data');
    }
    expect([viewers.dropped(), viewers.count()]).toEqual([1, 1]);

    reader.request.destroy();
    await new Promise((resolve) => reader.response.on('close', resolve));
    while (viewers.count() > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(watched.at(-1)).toBe(false);
    viewers.close();
    server.closeAllConnections();
    server.close();
  });
});
