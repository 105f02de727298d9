import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:net';
import { connect, createServer } from 'node:net';
import type { Network, Place } from '../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../lib/local-cloud/runtime/open-network';
import {
  eventually,
  freePort,
  get,
  httpProgram,
  loopbackAddress,
  PATH,
  runIn,
  startIn,
  temporaryDirectory,
} from './harness';

/** What both networks promise; what only one does is tested beside it. */
describe.each(['namespaces', 'loopback'] as const)('the network %s', (choice) => {
  const { directory, remove } = temporaryDirectory();
  const log: string[] = [];
  let network: Network;
  let places: Place[] = [];
  let occupants: Server[] = [];
  let count = 0;

  beforeAll(async () => {
    network = await openNetwork({ stateDirectory: directory, path: PATH, choice, log: (line) => log.push(line) });
  });
  afterEach(async () => {
    await Promise.all(places.map((place) => place.close()));
    places = [];
    for (const occupant of occupants) occupant.close();
    occupants = [];
  });
  afterAll(async () => {
    await network.close();
    remove();
  });

  /** In namespaces any address can be had, on loopback only such. */
  const privateAddressOf = (number: number) =>
    network.privateRange ? loopbackAddress(100 + number) : `10.0.${number % 2}.${number + 10}`;

  /** A place with addresses of its own. */
  async function createPlace(ports: readonly number[] = [5000]) {
    const number = ++count;
    const privateAddress = privateAddressOf(number);
    const publicAddress = loopbackAddress(number);
    const place = await network.createPlace({ id: `task${number}`, privateAddress, publicAddress, ports });
    places.push(place);
    return { place, privateAddress, publicAddress };
  }

  /** Takes a port as another program would, until the test's end. */
  async function occupy(port: number, address: string): Promise<void> {
    const occupant = createServer().listen(port, address);
    await once(occupant, 'listening');
    occupants.push(occupant);
  }

  describe('a task', () => {
    test('shares neither address nor port with another, and each is reached from the host', async () => {
      const [one, two] = [await createPlace(), await createPlace()];
      await startIn(one.place, httpProgram('one', 5000), { untilLine: 'listening' });
      await startIn(two.place, httpProgram('two', 5000), { untilLine: 'listening' });
      await expect(get(`http://${one.publicAddress}:5000`)).resolves.toBe('one');
      await expect(get(`http://${two.publicAddress}:5000`)).resolves.toBe('two');
    });

    test('an address can be used again at once', async () => {
      const options = { privateAddress: privateAddressOf(140), publicAddress: loopbackAddress(250), ports: [5000] };
      for (const word of ['first', 'second', 'third']) {
        const place = await network.createPlace({ id: word, ...options });
        await startIn(place, httpProgram(word, 5000), { untilLine: 'listening' });
        await expect(get(`http://${options.publicAddress}:5000`)).resolves.toBe(word);
        await place.close();
      }
    });

    test('connections end at once when nothing listens inside, and are refused when the task is gone', async () => {
      const { place, publicAddress } = await createPlace();
      await expect(get(`http://${publicAddress}:5000`)).resolves.toMatch(/ECONNRESET|UND_ERR_SOCKET/);
      await place.close();
      await expect(get(`http://${publicAddress}:5000`)).resolves.toBe('ECONNREFUSED');
    });

    test('an idle connection ends with its task, whatever the task still said', async () => {
      const { place, publicAddress } = await createPlace();
      const script = `require('net').createServer((socket) => socket.write('hello')).listen(5000, process.env.HOST, () => console.log('listening'))`;
      await startIn(place, [process.execPath, '-e', script], { untilLine: 'listening' });
      const client = connect(5000, publicAddress);
      const [greeting] = (await once(client, 'data')) as [Buffer];
      expect(String(greeting)).toBe('hello');
      await Promise.all([once(client, 'close'), place.close()]);
    });

    test('each direction of a connection ends on its own, and large bodies arrive whole', async () => {
      const { place, publicAddress } = await createPlace();
      const script = `require('net').createServer({ allowHalfOpen: true }, (socket) => {
      let bytes = 0;
      socket.on('data', (chunk) => (bytes += chunk.length)).on('end', () => socket.end('got ' + bytes + Buffer.alloc(5e6, '.')));
    }).listen(5000, process.env.HOST, () => console.log('listening'))`;
      await startIn(place, [process.execPath, '-e', script], { untilLine: 'listening' });
      const client = connect(5000, publicAddress);
      client.end(Buffer.alloc(10_000_000));
      let answer = '';
      for await (const chunk of client) answer += String(chunk);
      expect(answer.slice(0, 13)).toBe('got 10000000.');
      expect(answer).toHaveLength(12 + 5e6);
    });

    test('a public port that another program has is named', async () => {
      const port = await freePort();
      await occupy(port, loopbackAddress(251));
      const options = {
        id: 'taken',
        privateAddress: privateAddressOf(141),
        publicAddress: loopbackAddress(251),
        ports: [port],
      };
      await expect(network.createPlace(options)).rejects.toThrow(
        `port ${port} of ${loopbackAddress(251)} is taken by another program`,
      );
    });
  });

  describe('localhost', () => {
    test('leads to the reachable tasks in turn and refuses connections without one', async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const [one, two] = [await createPlace([port]), await createPlace([port])];
      await startIn(one.place, httpProgram('one', port), { untilLine: 'listening' });
      await startIn(two.place, httpProgram('two', port), { untilLine: 'listening' });
      await expect(get(url)).resolves.toBe('ECONNREFUSED');

      one.place.setReachable(true);
      await eventually(async () => (await get(url)) === 'one');
      two.place.setReachable(true);
      await eventually(async () => (await get(url)) === 'two');
      expect(new Set([await get(url), await get(url)])).toEqual(new Set(['one', 'two']));

      one.place.setReachable(false);
      await eventually(async () => new Set([await get(url), await get(url)]).size === 1);
      await expect(get(url)).resolves.toBe('two');
      await two.place.close();
      await expect(get(url)).resolves.toBe('ECONNREFUSED');
    });

    test('a port that another program has is logged; the public address still works', async () => {
      const port = await freePort();
      await occupy(port, '127.0.0.1');
      const { place, publicAddress } = await createPlace([port]);
      await startIn(place, httpProgram('public', port), { untilLine: 'listening' });
      place.setReachable(true);
      await eventually(() => log.length > 0);
      expect(log.splice(0)).toEqual([
        `localhost:${port} does not lead to the lab: port ${port} of 127.0.0.1 is taken by another program; the task's public address does`,
      ]);
      await expect(get(`http://${publicAddress}:${port}`)).resolves.toBe('public');
    });
  });

  describe('a program in a task', () => {
    test('has the exit code that it gave, or 128 and the signal', async () => {
      const { place } = await createPlace();
      await expect(runIn(place, ['sh', '-c', 'exit 7'])).resolves.toMatchObject({ exitCode: 7 });
      await expect(runIn(place, ['sh', '-c', 'kill -TERM $$'])).resolves.toMatchObject({ exitCode: 143 });
    });

    test('all of its output comes before its exit, in lines of at most 16 KiB', async () => {
      const { place } = await createPlace();
      const script =
        "console.log('é'.repeat(20_000)); for (let i = 0; i < 5000; i++) console.log(i); process.stdout.write('end')";
      const { lines } = await runIn(place, [process.execPath, '-e', script]);
      expect(lines.slice(0, 2).map((line) => line.length)).toEqual([16_384, 20_000 - 16_384]);
      expect(lines.slice(2)).toEqual([...Array.from({ length: 5000 }, (_, i) => String(i)), 'end']);
    });

    test('has only the environment that it is given', async () => {
      const { place } = await createPlace();
      const { lines } = await runIn(place, ['env'], { A: '1' });
      // On loopback the harness tells the address, and the network marks what belongs to the task.
      const more = place.shared ? [`HOST=${place.shared.address}`, 'SRE_LAB_TASK=…'] : [];
      const told = lines.map((line) => line.replace(/^(SRE_LAB_TASK=).+\/task\d+$/, '$1…'));
      expect(told.sort()).toEqual([...more, `PATH=${PATH}`, 'A=1'].sort());
    });

    test.each([
      [['no-such-program'], 'exec: "no-such-program": executable file not found in $PATH'],
      [['./no-such-program'], 'exec: "./no-such-program": no such file or directory'],
      [['/etc/passwd'], 'exec: "/etc/passwd": permission denied'],
      [['/'], 'exec: "/": is a directory'],
    ])('fails when %j cannot be executed', async (command, message) => {
      const { place } = await createPlace();
      await expect(startIn(place, command)).rejects.toThrow(message);
    });

    test("its group ends with it, and whoever left the group with the task's end", async () => {
      const { place } = await createPlace();
      const marker = `1${process.pid}.5`;
      const { exitCode } = await runIn(place, [
        'sh',
        '-c',
        `sleep ${marker}1 & setsid sleep ${marker}2 & sleep 0.1; exit 0`,
      ]);
      expect(exitCode).toBe(0);
      await eventually(() => !isRunning(`sleep ${marker}1`));
      expect(isRunning(`sleep ${marker}2`)).toBe(true);
      await place.close();
      expect(isRunning(`sleep ${marker}2`)).toBe(false);
    });

    test('a task that is closed twice is closed', async () => {
      const { place } = await createPlace();
      const { exited } = await startIn(place, ['sleep', '60']);
      await Promise.all([place.close(), place.close()]);
      await expect(exited).resolves.toBe(137);
      await expect(startIn(place, ['true'])).rejects.toThrow('has no network');
    });
  });
});

function isRunning(command: string): boolean {
  return execFileSync('ps', ['-eo', 'args']).toString().split('\n').includes(command);
}
