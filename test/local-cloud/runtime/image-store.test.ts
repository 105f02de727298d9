import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalImage } from '../../../lib/local-cloud/runtime/image-map';
import { parseImageReference } from '../../../lib/local-cloud/runtime/images/image-reference';
import { imageStore } from '../../../lib/local-cloud/runtime/images/image-store';
import { temporaryDirectory } from './harness';

describe('an image reference', () => {
  test.each([
    ['123.dkr.ecr.us-east-1.amazonaws.com/sre-slo-lab/app:abc123', 'sre-slo-lab/app', 'abc123'],
    ['localhost:5000/app:1', 'app', '1'],
    ['localhost/app', 'app', 'latest'],
    ['sre-slo-lab/app', 'sre-slo-lab/app', 'latest'],
    ['nginx:1.27', 'nginx', '1.27'],
    ['nginx:..', 'nginx', undefined],
    ['app@sha256:0123', 'app', undefined],
  ])('%s is %s and %s', (image, repository, tag) => {
    expect(parseImageReference(image)).toEqual({ repository, tag });
  });
});

describe('the image store', () => {
  const { directory, remove } = temporaryDirectory();
  afterAll(remove);
  let builds = 0;
  let tag = 'v1';
  let fails = false;
  const image: LocalImage = {
    repository: 'lab/app',
    currentTag: () => tag,
    async build(folder) {
      builds++;
      writeFileSync(join(folder, 'tag'), tag);
      await new Promise(setImmediate);
      if (fails) throw new Error('disk full');
    },
    program: () => ({ missing: '' }),
  };
  mkdirSync(join(directory, '.building', 'left-by-a-killed-run'), { recursive: true });
  const log: string[] = [];
  const store = imageStore([image], directory, (line) => log.push(line));

  test('builds a snapshot once, however many ask for it', async () => {
    const pulled = await Promise.all([1, 2, 3].map(() => store.pull('registry.test/lab/app:v1')));
    expect(new Set(pulled.map(({ folder }) => folder))).toEqual(new Set([join(directory, 'lab__app', 'v1')]));
    await store.pull('registry.test/lab/app:v1');
    expect(builds).toBe(1);
    expect(readdirSync(join(directory, '.building'))).toEqual([]);
    expect(log).toEqual([expect.stringMatching(/^built image registry\.test\/lab\/app:v1 in \d+ ms$/)]);
  });

  test('an old snapshot stays when the sources have moved on', async () => {
    tag = 'v2';
    await expect(store.pull('registry.test/lab/app:v1')).resolves.toMatchObject({ image });
    await store.pull('registry.test/lab/app:v2');
    expect(builds).toBe(2);
  });

  test.each(['registry.test/lab/app:v0', 'registry.test/lab/other:v2', 'registry.test/lab/app@sha256:00'])(
    'fails for %s in the words of ECS',
    async (reference) => {
      await expect(store.pull(reference)).rejects.toMatchObject({
        code: 'CannotPullContainerError',
        message: `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${reference}: not found`,
      });
    },
  );

  test('fails with the reason of a failed build, leaves nothing and tries again', async () => {
    tag = 'v3';
    fails = true;
    await expect(store.pull('lab/app:v3')).rejects.toMatchObject({
      message: 'CannotPullContainerError: failed to build image lab/app:v3 on this machine: disk full',
    });
    expect(existsSync(join(directory, 'lab__app', 'v3'))).toBe(false);
    expect(readdirSync(join(directory, '.building'))).toEqual([]);
    fails = false;
    await expect(store.pull('lab/app:v3')).resolves.toMatchObject({ image });
  });
});
