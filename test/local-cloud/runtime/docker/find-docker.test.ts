import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDocker } from '../../../../lib/local-cloud/runtime/docker/find-docker';
import { temporaryDirectory } from '../harness';
import { EngineServer, json } from './_engine-server';

describe('looking for Docker', () => {
  const { directory, remove } = temporaryDirectory();
  const server = new EngineServer().on('GET /version', json({ Version: '28.2.2' }));
  beforeAll(() => server.start());
  afterAll(async () => {
    await server.close();
    remove();
  });

  /** A folder with a docker of this version. */
  function client(name: string, version: string, more = ''): string {
    const folder = join(directory, name);
    mkdirSync(folder, { recursive: true });
    const script = `#!/bin/sh\ncase "$1" in --version) echo "Docker version ${version}, build x";; ${more} *) exit 1;; esac\n`;
    writeFileSync(join(folder, 'docker'), script);
    chmodSync(join(folder, 'docker'), 0o755);
    return folder;
  }

  test('finds the engine that DOCKER_HOST names, and a client that can build', async () => {
    const path = `${client('no-buildx', '28.2.2')}:${client('old', '20.10.24')}`;
    expect(await findDocker({ PATH: path, DOCKER_HOST: `unix://${server.socket}` })).toEqual({
      client: join(directory, 'old', 'docker'),
      socket: server.socket,
      version: '28.2.2',
    });
  });

  test("finds the engine of the client's own context", async () => {
    const more = `buildx) exit 0;; context) echo unix://${server.socket};;`;
    expect(await findDocker({ PATH: client('context', '28.2.2', more) })).toMatchObject({ socket: server.socket });
  });

  test.each<[string, () => Record<string, string>, string]>([
    [
      'no client',
      () => ({ PATH: '/nowhere' }),
      'docker is not on PATH; install Docker (https://docs.docker.com/engine/install)',
    ],
    [
      'a client without buildx',
      () => ({ PATH: client('none', '28.2.2') }),
      `${join(directory, 'none', 'docker')} has no buildx, which builds the images; install the plugin (https://docs.docker.com/go/buildx)`,
    ],
    [
      'an engine elsewhere',
      () => ({ PATH: client('far', '20.10.1'), DOCKER_HOST: 'tcp://far:2375' }),
      "docker talks to tcp://far:2375, and the lab's containers must run on this machine; set DOCKER_HOST to unix:///var/run/docker.sock",
    ],
    [
      'no engine',
      () => ({ PATH: client('gone', '20.10.1'), DOCKER_HOST: 'unix:///nowhere.sock' }),
      'connect ENOENT /nowhere.sock); start Docker, and see that this user may use it ("docker info")',
    ],
  ])('says what is missing: %s', async (_, environment, missing) => {
    expect(await findDocker(environment())).toMatchObject({ missing: expect.stringContaining(missing) });
  });
});
