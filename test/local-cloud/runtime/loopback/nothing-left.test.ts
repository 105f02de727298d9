import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { openNetwork } from '../../../../lib/local-cloud/runtime/open-network';
import { eventually, freePort, loopbackAddress, PATH, startIn, temporaryDirectory } from '../harness';
import { descendantsOf, processes, survivorsOf, type Seen } from '../processes';

const BUILT = resolve(__dirname, '../../../../dist/lib/local-cloud/runtime/open-network.js');

/** A cloud in small: a network, a task with a program, and one that left its process group and its parent. */
const CLOUD = `
  const { openNetwork } = require(process.argv[1]);
  const [, , stateDirectory, address, port] = process.argv;
  (async () => {
    const network = await openNetwork({ stateDirectory, path: process.env.PATH, choice: 'loopback', log: console.error });
    const place = await network.createPlace({ id: 'task', privateAddress: address, ports: [+port] });
    place.setReachable(true);
    const command = ['sh', '-c', '(setsid sleep 1000.' + port + ' &); exec sleep 1000.' + port];
    await place.start({ command, environment: { PATH: process.env.PATH }, workingDirectory: '/', onOutput: () => {} });
    process.on('SIGTERM', () => network.close().then(() => process.exit(0)));
    console.log('ready');
  })();
`;

const startCloud = (directory: string, port: number) =>
  spawn(process.execPath, ['-e', CLOUD, BUILT, directory, loopbackAddress(1), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** The task's processes, found by what they were told: one has lost its parent. */
const sleeping = (port: number) => processes().filter(({ command }) => command.trim() === `sleep 1000.${port}`);

const watchdogOf = (pid: number): Seen | undefined =>
  descendantsOf(pid).find(({ parent, command }) => parent === pid && command.includes(' watchdog '));

/** A cloud with all that belongs to it. */
async function startWhole(directory: string) {
  const port = await freePort();
  const cloud = startCloud(directory, port);
  const pid = cloud.pid ?? 0;
  await once(createInterface(cloud.stdout), 'line');
  await eventually(() => sleeping(port).length === 2 && watchdogOf(pid) !== undefined);
  return { cloud, pid, port, tree: [...sleeping(port), ...descendantsOf(pid)] };
}

function kill(victim: Seen | undefined): void {
  if (victim === undefined) throw new Error('no such process');
  process.kill(victim.pid, 'SIGKILL');
}

describe('nothing is left on the loopback network', () => {
  const { directory, remove } = temporaryDirectory();
  afterAll(remove);

  test.each(['SIGKILL', 'SIGTERM'] as const)('after %s of the cloud', async (signal) => {
    const { cloud, port, tree } = await startWhole(directory);
    cloud.kill(signal);
    await eventually(() => survivorsOf(tree).length === 0);
    expect(sleeping(port)).toEqual([]);
  });

  test('after SIGKILL of the cloud and of its watchdog: the kernel ends the programs', async () => {
    const { cloud, pid, port, tree } = await startWhole(directory);
    const stray = sleeping(port).filter(({ parent }) => parent !== pid);
    // Stopped, it cannot start another watchdog.
    cloud.kill('SIGSTOP');
    kill(watchdogOf(pid));
    cloud.kill('SIGKILL');
    await eventually(() => survivorsOf(tree).length === stray.length);
    // Only what had left its task before is left: nobody who knew it lives.
    expect(sleeping(port)).toEqual(stray);
    stray.forEach(kill);
  });

  test('after SIGKILL of the cloud at any moment of its start', async () => {
    const port = await freePort();
    for (let delay = 10; delay <= 250; delay += 30) {
      const cloud = startCloud(directory, port);
      const seen: Seen[] = [];
      const deadline = Date.now() + delay;
      await eventually(() => seen.push(...descendantsOf(cloud.pid ?? 0)) > -1 && Date.now() >= deadline);
      const gone = once(cloud, 'exit');
      cloud.kill('SIGKILL');
      await gone;
      // A program that was started after the last look, and before the kill, has not been seen.
      await eventually(() => survivorsOf(seen).length === 0 && sleeping(port).length === 0);
    }
  }, 60_000);

  test('a watchdog that is killed is replaced', async () => {
    const log: string[] = [];
    const options = { stateDirectory: directory, path: PATH, log: (line: string) => log.push(line) };
    const network = await openNetwork({ ...options, choice: 'loopback' });
    const place = await network.createPlace({ id: 'task', privateAddress: loopbackAddress(9), ports: [] });
    const { exited } = await startIn(place, ['sleep', '1000']);
    const first = watchdogOf(process.pid);
    kill(first);
    await eventually(() => log.length > 0);
    expect(log).toEqual(["the tasks' watchdog ended: here is another"]);
    expect(watchdogOf(process.pid)?.pid).not.toBe(first?.pid);
    await network.close();
    expect(await exited).toBe(137);
    expect(watchdogOf(process.pid)).toBeUndefined();
    expect(log).toHaveLength(1);
  });
});
