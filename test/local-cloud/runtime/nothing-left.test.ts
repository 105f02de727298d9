import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Network } from '../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../lib/local-cloud/runtime/open-network';
import { eventually, freePort, get, httpProgram, loopbackAddress, PATH, startIn, temporaryDirectory } from './harness';
import { descendantsOf, processes, survivorsOf, type Seen } from './processes';

const BUILT = resolve(__dirname, '../../../dist/lib/local-cloud/runtime/open-network.js');

/** A cloud in small: a network, a task with a program, and one that left its process group. */
const CLOUD = `
  const { openNetwork } = require(process.argv[1]);
  (async () => {
    const network = await openNetwork({ stateDirectory: process.argv[2], path: process.env.PATH, log: console.error });
    const place = await network.createPlace({ id: 'task', privateAddress: '10.0.0.5', publicAddress: process.argv[3], ports: [+process.argv[4]] });
    place.setReachable(true);
    const program = { command: ['sh', '-c', 'setsid sleep 1000 & sleep 1000'], environment: { PATH: process.env.PATH } };
    await place.start({ ...program, workingDirectory: '/', onOutput: () => {} });
    process.on('SIGTERM', () => network.close().then(() => process.exit(0)));
    console.log('ready');
  })();
`;

const AGENT = join(dirname(BUILT), 'namespaces/agent/main.js');

/** `unshare` and all below it. */
const namespacesOf = (pid: number) =>
  descendantsOf(pid)
    .filter(({ parent, command }) => parent === pid && UNSHARE.test(command))
    .flatMap((root) => [root, ...descendantsOf(root.pid)]);

const UNSHARE = /^\S*unshare /;
/** unshare, the shell that is process 1, the agent; the program's shell and its two sleeps. */
const WHOLE_TREE = 6;

/**
 * What a cloud started after it was looked at last, and before it was killed: a copy of itself that is not another program
 * yet, or a holder of namespaces that is nobody's child now. The holder ends when it finds its channel closed.
 */
function unseenOf(directory: string): Seen[] {
  const isOrphan = ({ parent, command }: Seen) => parent === 1 && command.includes(AGENT);
  return processes().filter((each) => each.command.includes(directory) || isOrphan(each));
}

/** Mounts that any process still sees below a folder. */
function mountsBelow(folder: string): string[] {
  return processes().flatMap(({ pid }) => {
    try {
      return readFileSync(`/proc/${pid}/mountinfo`, 'utf8')
        .split('\n')
        .filter((line) => line.includes(folder));
    } catch {
      return [];
    }
  });
}

/** Starts the small cloud; `tree` is everything that it started. */
async function startCloud(directory: string, port: number): Promise<{ cloud: ChildProcess; tree: Seen[] }> {
  const cloud = spawn(process.execPath, ['-e', CLOUD, BUILT, directory, loopbackAddress(1), String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(createInterface(cloud.stdout), 'line');
  await eventually(() => namespacesOf(cloud.pid ?? 0).length === WHOLE_TREE);
  return { cloud, tree: namespacesOf(cloud.pid ?? 0) };
}

describe('nothing is left', () => {
  const { directory, remove } = temporaryDirectory();
  afterAll(remove);

  test.each(['SIGKILL', 'SIGTERM'] as const)('after %s of the cloud', async (signal) => {
    const { cloud, tree } = await startCloud(directory, await freePort());
    expect(tree.map(({ command }) => command.split(' ')[0])).toContain('sleep');
    expect(mountsBelow(directory)).not.toEqual([]);
    cloud.kill(signal);
    await eventually(() => survivorsOf(tree).length === 0);
    expect(mountsBelow(directory)).toEqual([]);
    expect(readdirSync(join(directory, 'network'))).toEqual([]);
  });

  test('after SIGKILL of the cloud at any moment of its start', async () => {
    const port = await freePort();
    for (let delay = 10; delay <= 250; delay += 30) {
      const cloud = spawn(process.execPath, ['-e', CLOUD, BUILT, directory, loopbackAddress(1), String(port)], {
        stdio: 'ignore',
      });
      const seen: Seen[] = [];
      const deadline = Date.now() + delay;
      await eventually(() => seen.push(...descendantsOf(cloud.pid ?? 0)) > -1 && Date.now() >= deadline);
      const gone = once(cloud, 'exit');
      cloud.kill('SIGKILL');
      await gone;
      await eventually(() => [...survivorsOf(seen), ...unseenOf(directory), ...mountsBelow(directory)].length === 0);
    }
  }, 60_000);

  describe.each([
    ['unshare', (tree: Seen[]) => tree.find(({ command }) => UNSHARE.test(command))],
    [
      'the first process of the namespaces',
      (tree: Seen[]) => tree.find(({ command }) => /^\S*sh -c umask/.test(command)),
    ],
    ['the agent', (tree: Seen[]) => tree.find(({ command }) => /^\S*node .*agent/.test(command))],
  ])('after SIGKILL of %s', (_, choose) => {
    const state = temporaryDirectory();
    let network: Network;
    const log: string[] = [];
    beforeAll(async () => {
      network = await openNetwork({ stateDirectory: state.directory, path: PATH, log: (line) => log.push(line) });
    });
    afterAll(async () => {
      await network.close();
      state.remove();
    });

    test('the tasks have ended, and the next task gets a new network', async () => {
      const task = { privateAddress: '10.0.0.5', publicAddress: loopbackAddress(2), ports: [5000] };
      const place = await network.createPlace({ id: 'first', ...task });
      const { exited } = await startIn(place, ['sh', '-c', 'setsid sleep 1000 & sleep 1000']);
      await eventually(() => namespacesOf(process.pid).length === WHOLE_TREE);
      const tree = namespacesOf(process.pid);
      const victim = choose(tree);
      if (victim === undefined) throw new Error('no such process');
      process.kill(victim.pid, 'SIGKILL');
      await expect(exited).resolves.toBe(137);
      await eventually(() => survivorsOf(tree).length === 0);
      await place.close();
      expect(log).toContainEqual(expect.stringMatching(/^the network agent ended \(.*\), and its tasks with it/));

      const next = await network.createPlace({ id: 'second', ...task });
      await startIn(next, httpProgram('again', 5000), { untilLine: 'listening' });
      await expect(get(`http://${task.publicAddress}:5000`)).resolves.toBe('again');
    });
  });
});
