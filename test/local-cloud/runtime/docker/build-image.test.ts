import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildImage, whyNotBuilt } from '../../../../lib/local-cloud/runtime/docker/build-image';
import { temporaryDirectory } from '../harness';

describe('a build', () => {
  const { directory, remove } = temporaryDirectory();
  afterAll(remove);
  const client = join(directory, 'docker');
  const build = (script: string, dockerfile?: string) => {
    writeFileSync(client, `#!/bin/sh\necho "$DOCKER_BUILDKIT $*" >"${directory}/asked"\n${script}\n`);
    chmodSync(client, 0o755);
    const docker = { client, socket: '/run/docker.sock' };
    const environment = { PATH: process.env['PATH'] };
    return buildImage({ docker, environment }, { context: '/lab/app', ...(dockerfile && { dockerfile }) }, 'lab/app:1');
  };

  test('is asked of the client, for the engine that was found', async () => {
    await build('exit 0', '/lab/app/Dockerfile');
    expect(readFileSync(join(directory, 'asked'), 'utf8').trim()).toBe(
      '1 --host unix:///run/docker.sock build --progress plain --tag lab/app:1 --file /lab/app/Dockerfile /lab/app',
    );
  });

  test('fails in its own last words', async () => {
    await expect(
      build('echo "#1 [internal]"; echo "ERROR: failed to solve: no such host" >&2; exit 1'),
    ).rejects.toThrow(/^failed to solve: no such host$/);
  });
});

test.each([
  [
    '#2 ERROR: dial tcp\n------\nERROR: failed to solve: node:24: dial tcp: lookup\n',
    'failed to solve: node:24: dial tcp: lookup',
  ],
  ['error: failed to solve: x', 'failed to solve: x'],
  ['no space left on device\n\n', 'no space left on device'],
  ['', 'the build said nothing'],
])('of %j is told: %s', (said, told) => {
  expect(whyNotBuilt(said)).toBe(told);
});
