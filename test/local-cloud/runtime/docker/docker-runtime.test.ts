import { createDockerRuntime } from '../../../../lib/local-cloud/runtime/docker/docker-runtime';
import { openEngine, type Engine } from '../../../../lib/local-cloud/runtime/docker/engine/engine';
import { localhostPorts } from '../../../../lib/local-cloud/runtime/forwarding/localhost-ports';
import { taskConnections } from '../../../../lib/local-cloud/runtime/forwarding/task-connections';
import { localListeners } from '../../../../lib/local-cloud/runtime/loopback/local-listeners';
import type { ContainerSpec, Runtime } from '../../../../lib/local-cloud/runtime/runtime';
import { loopbackAddress, freePort } from '../harness';
import { EngineServer, json, output, type Answer } from './_engine-server';

const TASK = '0123456789abcdef0123456789abcdef';
const SPEC: ContainerSpec = {
  name: 'app',
  image: 'lab/app:1',
  environment: {},
  ports: [],
  stopTimeoutSeconds: 7,
  mounts: [{ volume: 'data', path: '/data', readOnly: false }],
};

describe('the Docker runtime', () => {
  let server: EngineServer;
  let engine: Engine;
  let runtime: Runtime;
  let exit: (code: number) => void;
  beforeEach(async () => {
    server = new EngineServer();
    const ended = new Promise<number>((resolve) => {
      exit = resolve;
    });
    const waiting: Answer = (_, response) => {
      void ended.then((code) => response.end(JSON.stringify({ StatusCode: code })));
    };
    server
      .on('POST /containers/', json(''))
      .on('POST /containers/create', ({ path }, response) =>
        response.writeHead(201).end(JSON.stringify({ Id: /name=sre-lab-run-01234567-(.*)$/.exec(path)?.[1] })),
      )
      .on('POST /containers/app-1/wait', waiting)
      .on('GET /containers/app-1/logs', output([1, 'up\n']))
      .on('GET /containers/app-1/json', json({ State: { OOMKilled: false } }))
      .on('DELETE ', json(''));
    await server.start();
    engine = openEngine(server.socket);
    const connections = taskConnections();
    const openListener = localListeners({ intercept: () => false, connections });
    runtime = createDockerRuntime({
      engine,
      images: { pull: async (name) => ({ name, environment: {} }) },
      owner: { run: 'run', stateDirectory: '/state' },
      network: 'lab',
      resolver: '172.18.0.2',
      connections,
      openListener,
      localhost: localhostPorts(openListener, () => undefined),
    });
  });
  afterEach(async () => {
    await runtime.close();
    engine.close();
    await server.close();
  });
  const sandbox = async (ports: readonly number[] = []) =>
    runtime.createSandbox({ id: TASK, privateAddress: '172.18.0.5', publicAddress: loopbackAddress(3), ports });
  const calls = (method: string) =>
    server.asked.filter((one) => one.method === method).map(({ path }) => path.split('?')[0]);

  test('starts a container in the network of its task, tells its lines, and removes it when it has ended', async () => {
    const task = await sandbox();
    const lines: string[] = [];
    const running = await task.start(SPEC, (line) => lines.push(line));
    expect(server.asked.find(({ path }) => path.endsWith('-app-1'))!.body).toMatchObject({
      HostConfig: { NetworkMode: 'container:network', Mounts: [{ Source: 'sre-lab-run-01234567-data' }] },
    });
    exit(3);
    expect(await running.exited).toEqual({ exitCode: 3 });
    expect(lines).toEqual(['up']);
    expect(calls('DELETE')).toEqual(['/containers/app-1']);
  });

  test('stops with the time that the definition gives', async () => {
    const running = await (await sandbox()).start(SPEC, () => undefined);
    server.on('POST /containers/app-1/stop', (_, response) => {
      exit(143);
      response.end();
    });
    const exits = await Promise.all([running.stop(), running.stop()]);
    expect(exits).toEqual([{ exitCode: 143 }, { exitCode: 143 }]);
    expect(server.asked.filter(({ path }) => path.includes('/stop')).map(({ path }) => path)).toEqual([
      '/containers/app-1/stop?t=7',
    ]);
  });

  test('tells that a container had no memory left, in the words of ECS', async () => {
    server.on('GET /containers/app-1/json', json({ State: { OOMKilled: true } }));
    const running = await (await sandbox()).start(SPEC, () => undefined);
    exit(137);
    expect(await running.exited).toEqual({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    });
  });

  test('fails to start what the engine does not start, and leaves nothing of it', async () => {
    const task = await sandbox();
    server.on('POST /containers/app-1/start', json({ message: 'exec: "nothing": not found' }, 400));
    await expect(task.start(SPEC, () => undefined)).rejects.toMatchObject({
      code: 'CannotStartContainerError',
      message:
        'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: exec: "nothing": not found',
    });
    expect(calls('DELETE')).toEqual(['/containers/app-1']);
  });

  test('takes everything of a task away, twice is fine', async () => {
    const task = await sandbox();
    await task.start(SPEC, () => undefined);
    await Promise.all([task.close(), task.close()]);
    expect(calls('DELETE')).toEqual(['/containers/app-1', '/containers/network', '/volumes/sre-lab-run-01234567-data']);
    await expect(task.start(SPEC, () => undefined)).rejects.toThrow('is gone');
  });

  test('fails to make a task whose public address is taken, and leaves nothing of it', async () => {
    const port = await freePort();
    await sandbox([port]);
    await expect(sandbox([port])).rejects.toMatchObject({
      code: 'ResourceInitializationError',
      message: expect.stringContaining(`port ${port} of ${loopbackAddress(3)} is taken by another program`),
    });
    expect(calls('DELETE')).toEqual(['/containers/network']);
  });
});
