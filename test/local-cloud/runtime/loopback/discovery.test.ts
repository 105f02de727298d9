import { indexZones } from '../../../../lib/local-cloud/dns/zone-index';
import { readTargetQuery, targetGroups } from '../../../../lib/local-cloud/runtime/loopback/discovery';
import { startDiscoveryServer } from '../../../../lib/local-cloud/runtime/loopback/discovery-server';

const NAME = 'app.sre.local';
function zone(...addresses: string[]) {
  const records = addresses.map((address) => ({ type: 'A' as const, address }));
  return { name: 'sre.local', names: [{ name: NAME, ttlSeconds: 10, routing: 'MULTIVALUE' as const, records }] };
}
const groupsOf = (...addresses: string[]) =>
  targetGroups(indexZones([zone(...addresses)]), { name: NAME, port: 5000 }, () => 0);

describe('discovery over HTTP', () => {
  test('tells the addresses that DNS would, with the label that Prometheus makes of a DNS name', () => {
    expect(groupsOf('127.1.0.4', '127.1.0.5')).toEqual([
      { targets: ['127.1.0.4:5000', '127.1.0.5:5000'], labels: { __meta_dns_name: NAME } },
    ]);
  });

  test('tells at most eight addresses, as DNS does', () => {
    const [group] = groupsOf(...Array.from({ length: 20 }, (_, i) => `127.1.0.${i}`));
    expect(group?.targets).toHaveLength(8);
  });

  test.each([NAME, 'nobody.sre.local', 'example.com'])('has no target for %s without an address', (name) => {
    expect(targetGroups(indexZones([zone()]), { name, port: 5000 }, () => 0)).toEqual([]);
  });

  test.each(['/', '/dns-sd', '/dns-sd?name=a', '/dns-sd?port=1', '/dns-sd?name=a&port=x', '/other?name=a&port=1'])(
    'does not understand %s',
    (url) => {
      expect(readTargetQuery(url)).toBeUndefined();
    },
  );
});

describe('the discovery server', () => {
  test('answers from what was published last', async () => {
    const server = await startDiscoveryServer(() => 0);
    const ask = async () => {
      const response = await fetch(`${server.url}?name=${NAME}&port=5000`);
      return { type: response.headers.get('content-type'), body: await response.json() };
    };
    try {
      expect(await ask()).toEqual({ type: 'application/json', body: [] });
      server.publish([zone('127.1.0.4')]);
      expect(await ask()).toMatchObject({ body: [{ targets: ['127.1.0.4:5000'] }] });
      server.publish([zone()]);
      expect(await ask()).toMatchObject({ body: [] });
      expect((await fetch(`${server.url}/other`)).status).toBe(404);
      expect((await fetch(`${server.url}?name=${NAME}&port=5000`, { method: 'POST' })).status).toBe(404);
    } finally {
      server.close();
    }
    await expect(ask()).rejects.toThrow('fetch failed');
  });
});
