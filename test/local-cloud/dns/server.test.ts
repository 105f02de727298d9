import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { DecodedPacket } from 'dns-packet';
import { decode, streamEncode } from 'dns-packet';
import type { DnsServer } from '../../../lib/local-cloud/dns/server';
import { startDnsServer } from '../../../lib/local-cloud/dns/server';
import type { Zone } from '../../../lib/local-cloud/dns/zone';

const services = Array.from({ length: 8 }, (_, i) => ({
  type: 'SRV' as const,
  priority: 1,
  weight: 1,
  port: 5000,
  target: `0123456789abcdef0123456789abcde${i}.srv.sre.local`,
}));
const names: Zone['names'] = [
  { name: 'app.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: [{ type: 'A', address: '10.0.0.1' }] },
  { name: 'srv.sre.local', ttlSeconds: 10, routing: 'MULTIVALUE', records: services },
];

let zones: readonly Zone[];
let server: DnsServer;
let resolver: Resolver;

beforeEach(async () => {
  zones = [{ name: 'sre.local', names }];
  server = await startDnsServer({ address: '127.0.0.1', port: 0, zones: () => zones, random: Math.random });
  resolver = new Resolver({ timeout: 2000, tries: 1 });
  resolver.setServers([`127.0.0.1:${server.port}`]);
});
afterEach(() => server.close());

describe('the DNS server', () => {
  test('answers a real resolver', async () => {
    await expect(resolver.resolve4('app.sre.local', { ttl: true })).resolves.toEqual([
      { address: '10.0.0.1', ttl: 10 },
    ]);
  });

  test('a large answer reaches the resolver, over TCP after the cut one', async () => {
    await expect(resolver.resolveSrv('srv.sre.local')).resolves.toHaveLength(8);
  });

  test.each([
    ['resolve4', 'nobody.sre.local', 'ENOTFOUND'],
    ['resolve6', 'app.sre.local', 'ENODATA'],
    ['resolve4', 'example.com', 'EREFUSED'],
  ] as const)('fails %s of %s with %s', async (method, name, code) => {
    await expect(resolver[method](name)).rejects.toMatchObject({ code });
  });

  test('answers from what is published now', async () => {
    zones = [{ name: 'sre.local', names: [] }];
    await expect(resolver.resolve4('app.sre.local')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    zones = [{ name: 'sre.local', names }];
    await expect(resolver.resolve4('app.sre.local')).resolves.toEqual(['10.0.0.1']);
  });

  test('survives malformed packets', async () => {
    const client = createSocket('udp4');
    for (const message of ['', 'x', 'garbage garbage garbage garbage']) client.send(message, server.port, '127.0.0.1');
    await expect(resolver.resolve4('app.sre.local')).resolves.toEqual(['10.0.0.1']);
    client.close();
  });

  test('answers every one of many queries in one TCP connection, however they are cut', async () => {
    const client = connect(server.port, '127.0.0.1');
    const sent = Buffer.concat(Array.from({ length: 50 }, (_, id) => frameOf(id)));
    for (let i = 0; i < sent.length; i += 7) client.write(sent.subarray(i, i + 7));
    const received = await responses(client, 50);
    expect(received.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, id) => id));
    client.destroy();
  });

  test('closes with connections open, twice, and gives the port back', async () => {
    const client = connect(server.port, '127.0.0.1');
    await once(client, 'connect');
    const ended = once(client, 'close');
    await Promise.all([server.close(), server.close()]);
    await ended;
    const next = await startDnsServer({
      address: '127.0.0.1',
      port: server.port,
      zones: () => zones,
      random: Math.random,
    });
    expect(next.port).toBe(server.port);
    await next.close();
  });

  test('fails when the port is taken', async () => {
    const options = { address: '127.0.0.1', port: server.port, zones: () => zones, random: Math.random };
    await expect(startDnsServer(options)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

function frameOf(id: number): Buffer {
  return streamEncode({ type: 'query', id, questions: [{ type: 'A', name: 'app.sre.local' }] });
}

async function responses(stream: NodeJS.ReadableStream, count: number): Promise<DecodedPacket[]> {
  const packets: DecodedPacket[] = [];
  let rest = Buffer.alloc(0);
  for await (const chunk of stream) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
      packets.push(decode(rest.subarray(2)));
      rest = rest.subarray(2 + rest.readUInt16BE(0));
    }
    if (packets.length === count) break;
  }
  return packets;
}
