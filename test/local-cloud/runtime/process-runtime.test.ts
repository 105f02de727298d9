import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalImage } from '../../../lib/local-cloud/runtime/image-map';
import type { Network } from '../../../lib/local-cloud/runtime/network';
import { openNetwork } from '../../../lib/local-cloud/runtime/open-network';
import { createProcessRuntime } from '../../../lib/local-cloud/runtime/process-runtime';
import type { ContainerSpec, Runtime, TaskSandbox } from '../../../lib/local-cloud/runtime/runtime';
import { eventually, get, loopbackAddress, PATH, temporaryDirectory } from './harness';

const { directory, remove } = temporaryDirectory();
const REGISTRY = '123456789012.dkr.ecr.us-east-1.amazonaws.com';
let network: Network;
let runtime: Runtime;
let sandbox: TaskSandbox;

/** An image whose program is `app.js`. */
const app: LocalImage = {
  repository: 'lab/app',
  currentTag: () => 'v1',
  async build(folder) {
    writeFileSync(
      join(folder, 'app.js'),
      "require('http').createServer((_, r) => r.end('app')).listen(5000, process.env.HOST, () => console.log('up'))",
    );
  },
  program: ({ snapshot, scratch, volumes, shared }) => ({
    entryPoint: [process.execPath],
    command: ['app.js'],
    environment: {
      FROM_IMAGE: 'yes',
      SCRATCH: scratch,
      ...Object.fromEntries(Object.values(volumes).map((folder) => ['VOLUME', folder])),
      ...(shared && { HOST: shared.address }),
    },
    workingDirectory: snapshot,
    ...(shared && { localhost: shared.address }),
  }),
};
const absent: LocalImage = {
  ...app,
  repository: 'lab/absent',
  program: () => ({ missing: 'grafana is not installed' }),
};

function container(overrides: Partial<ContainerSpec> = {}): ContainerSpec {
  const image = `${REGISTRY}/lab/app:v1`;
  return { name: 'app', image, environment: {}, ports: [5000], stopTimeoutSeconds: 30, ...overrides };
}

/** Starts a container and collects its lines. */
async function start(overrides: Partial<ContainerSpec> = {}) {
  const lines: string[] = [];
  const running = await sandbox.start(container(overrides), (line) => lines.push(line));
  return { running, lines };
}
const sh = (script: string) => ({ entryPoint: ['sh', '-c'], command: [script] });

describe.each(['namespaces', 'loopback'] as const)('the process runtime on %s', (choice) => {
  beforeAll(async () => {
    const log = () => undefined;
    network = await openNetwork({ stateDirectory: directory, path: PATH, choice, log });
    runtime = createProcessRuntime({ network, images: [app, absent], stateDirectory: directory, path: PATH, log });
  });
  beforeEach(async () => {
    sandbox = await runtime.createSandbox({
      id: 'task-1',
      privateAddress: choice === 'loopback' ? loopbackAddress(2) : '10.0.0.5',
      publicAddress: loopbackAddress(1),
      ports: [5000],
    });
  });
  afterEach(() => sandbox.close());
  afterAll(async () => {
    await runtime.close();
    await network.close();
    remove();
  });

  test('runs a container from its snapshot and reaches it', async () => {
    const { lines } = await start();
    await eventually(() => lines.includes('up'));
    await expect(get(`http://${loopbackAddress(1)}:5000`)).resolves.toBe('app');
  });

  test('the environment is the image’s, the task definition’s, PATH and the scratch directory: nothing of the host', async () => {
    process.env['HOST_SECRET'] = 'x';
    const { running, lines } = await start({ ...sh('env; pwd'), environment: { FROM_IMAGE: 'overridden', OWN: '1' } });
    await running.exited;
    const scratch = join(directory, 'tasks', 'task-1', 'app');
    const names = ['FROM_IMAGE=overridden', 'OWN=1', `PATH=${PATH}`, `SCRATCH=${scratch}`, `HOME=${scratch}`];
    expect(lines).toEqual(expect.arrayContaining([...names, join(directory, 'images', 'lab__app', 'v1')]));
    expect(lines.join()).not.toContain('HOST_SECRET');
  });

  test('a task definition’s command replaces only the image’s command', async () => {
    const { running, lines } = await start({ command: ['-p', '6 * 7'] });
    await running.exited;
    expect(lines).toEqual(['42']);
  });

  test('containers of a task share its volumes, each at a path of its own', async () => {
    const mounts = (path: string) => ({ mounts: [{ volume: 'data', path, readOnly: false }] });
    const first = await start({ ...sh('echo hello >"$VOLUME/file"'), ...mounts('/data') });
    await first.running.exited;
    const second = await start({ ...sh('cat "$VOLUME/file"'), ...mounts('/prometheus') });
    await second.running.exited;
    expect(second.lines).toEqual(['hello']);
  });

  test('stop asks, and the program ends by itself', async () => {
    const { running, lines } = await start(sh('trap "echo bye; exit 3" TERM; echo up; while :; do sleep 0.01; done'));
    await eventually(() => lines.includes('up'));
    await expect(running.stop()).resolves.toEqual({ exitCode: 3 });
    expect(lines).toContain('bye');
  });

  test('stop kills a program that ignores it, after the stop timeout; twice is the same stop', async () => {
    const { running, lines } = await start({
      ...sh('trap "" TERM; echo up; while :; do sleep 0.01; done'),
      stopTimeoutSeconds: 0.3,
    });
    await eventually(() => lines.includes('up'));
    const begun = performance.now();
    await expect(Promise.all([running.stop(), running.stop()])).resolves.toEqual([
      { exitCode: 137 },
      { exitCode: 137 },
    ]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(295);
    await expect(running.stop()).resolves.toEqual({ exitCode: 137 });
  });

  test('a command in the container has its network, environment and directory', async () => {
    const { running, lines } = await start({ environment: { OWN: '1' } });
    await eventually(() => lines.includes('up'));
    const script = "fetch('http://localhost:5000').then((r) => r.text()).then((t) => console.log(t, process.env.OWN))";
    await expect(running.exec([process.execPath, '-e', script], 10_000)).resolves.toEqual({
      exitCode: 0,
      output: 'app 1\n',
      timedOut: false,
    });
    await expect(running.exec(['sh', '-c', 'ls; exit 4'], 10_000)).resolves.toMatchObject({
      exitCode: 4,
      output: 'app.js\n',
    });
  });

  test('a command that takes too long is killed with its children', async () => {
    const { running } = await start();
    const result = await running.exec(['sh', '-c', 'sleep 60; true'], 100);
    expect(result).toMatchObject({ exitCode: 137, timedOut: true });
  });

  test('a command that is missing is 127, as in a shell', async () => {
    const { running } = await start();
    await expect(running.exec(['no-such-command'], 1000)).resolves.toEqual({
      exitCode: 127,
      output: 'exec: "no-such-command": executable file not found in $PATH',
      timedOut: false,
    });
  });

  test('closing a task kills its containers and takes its directory away', async () => {
    const { running } = await start(sh('touch "$SCRATCH/file"; sleep 60'));
    await eventually(() => existsSync(join(directory, 'tasks', 'task-1', 'app', 'file')));
    await Promise.all([sandbox.close(), sandbox.close()]);
    await expect(running.exited).resolves.toEqual({ exitCode: 137 });
    expect(readdirSync(join(directory, 'tasks'))).toEqual([]);
  });

  test('fails to start what is not there', async () => {
    await expect(start({ entryPoint: ['nothing'] })).rejects.toMatchObject({
      code: 'CannotStartContainerError',
      message:
        'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nothing": executable file not found in $PATH: unknown',
    });
    await expect(start({ image: `${REGISTRY}/lab/absent:v1` })).rejects.toMatchObject({
      code: 'CannotStartContainerError',
      message: 'CannotStartContainerError: grafana is not installed',
    });
  });

  test('fails to make a second task with the same public address', async () => {
    const again = { id: 'task-2', privateAddress: '10.0.0.6', publicAddress: loopbackAddress(1), ports: [5000] };
    await expect(runtime.createSandbox(again)).rejects.toMatchObject({
      code: 'ResourceInitializationError',
      message: expect.stringContaining(`port 5000 of ${loopbackAddress(1)} is taken by another program`),
    });
    expect(readdirSync(join(directory, 'tasks'))).toEqual(['task-1']);
  });
});
