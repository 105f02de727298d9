import type { Network, Place } from '../../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../../lib/local-cloud/runtime/open-network';
import { get, httpProgram, loopbackAddress, PATH, runIn, startIn, temporaryDirectory } from '../harness';

const { directory, remove } = temporaryDirectory();
let network: Network;
let places: Place[] = [];
let count = 0;

beforeAll(async () => {
  network = await openNetwork({ stateDirectory: directory, path: PATH, choice: 'namespaces', log: () => undefined });
});
afterEach(async () => {
  await Promise.all(places.map((place) => place.close()));
  places = [];
});
afterAll(async () => {
  await network.close();
  remove();
});

/** A place with addresses of its own. */
async function createPlace(ports: readonly number[] = [5000]) {
  const number = ++count;
  const privateAddress = `10.0.${number % 2}.${number + 10}`;
  const publicAddress = loopbackAddress(number);
  const place = await network.createPlace({ id: `task${number}`, privateAddress, publicAddress, ports });
  places.push(place);
  return { place, privateAddress, publicAddress };
}

const A = (address: string) => ({ type: 'A' as const, address });
function publish(records: Record<string, string[]>): void {
  const names = Object.entries(records).map(([name, addresses]) => ({
    name,
    ttlSeconds: 10,
    routing: 'MULTIVALUE' as const,
    records: addresses.map(A),
  }));
  network.publishZones([{ name: 'sre.local', names }]);
}

describe('a task in the namespace network', () => {
  test('finds another by its name, with getaddrinfo and over TCP', async () => {
    const [server, client] = [await createPlace(), await createPlace()];
    publish({ 'app.sre.local': [server.privateAddress] });
    await startIn(server.place, httpProgram('found', 5000), { untilLine: 'listening' });
    const { lines } = await runIn(client.place, ['getent', 'ahostsv4', 'app.sre.local']);
    expect(lines[0]).toMatch(new RegExp(`^${server.privateAddress} `));
    const fetched = await runIn(client.place, [
      process.execPath,
      '-e',
      "fetch('http://app.sre.local:5000').then((r) => r.text()).then(console.log)",
    ]);
    expect(fetched.lines).toEqual(['found']);
  });

  test('a name that is not published is unknown at once', async () => {
    const { place } = await createPlace();
    publish({});
    const script = "require('dns').lookup('nobody.sre.local', (error) => console.log(error.code))";
    const { lines } = await runIn(place, [process.execPath, '-e', script]);
    expect(lines).toEqual(['ENOTFOUND']);
  });

  test('a name that is withdrawn is gone for the next query', async () => {
    const { place, privateAddress } = await createPlace();
    publish({ 'app.sre.local': [privateAddress] });
    expect((await runIn(place, ['getent', 'hosts', 'app.sre.local'])).exitCode).toBe(0);
    publish({});
    expect((await runIn(place, ['getent', 'hosts', 'app.sre.local'])).exitCode).toBe(2);
  });

  test('asks the same neighbour for names, whoever else comes and goes', async () => {
    const { place, privateAddress } = await createPlace();
    publish({ 'app.sre.local': [privateAddress] });
    const neighbour = async () => {
      const { exitCode } = await runIn(place, ['getent', 'hosts', 'app.sre.local']);
      const { lines } = await runIn(place, ['ip', 'neigh', 'show', '169.254.169.253']);
      return [exitCode, /lladdr (\S+)/.exec(lines.join(' '))?.[1]];
    };
    // A bridge has the lowest address of its ports', unless it has one of its own.
    expect(await neighbour()).toEqual([0, '02:00:a9:fe:a9:fd']);
    for (let time = 1; time <= 4; time += 1) {
      const other = await createPlace();
      expect(await neighbour()).toEqual([0, '02:00:a9:fe:a9:fd']);
      await other.place.close();
      expect(await neighbour()).toEqual([0, '02:00:a9:fe:a9:fd']);
    }
  });

  test('cannot change its network', async () => {
    const { place } = await createPlace();
    const { exitCode } = await runIn(place, ['ip', 'link', 'set', 'lo', 'down']);
    expect(exitCode).not.toBe(0);
  });

  test('may listen below port 1024', async () => {
    const { place, publicAddress } = await createPlace([80]);
    await startIn(place, httpProgram('low', 80), { untilLine: 'listening' });
    await expect(get(`http://${publicAddress}:80`)).resolves.toBe('low');
  });
});
