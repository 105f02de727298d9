import type { ContainerImage } from '../../../../lib/local-cloud/runtime/docker/container-image';
import { containerImages } from '../../../../lib/local-cloud/runtime/docker/container-images';

const REGISTRY = '000000000000.dkr.ecr.us-east-1.amazonaws.com';
const APP: ContainerImage = {
  repository: 'lab/app',
  currentTag: () => 'new',
  context: '/lab/app',
  environment: { SEED: '8' },
};

describe('the images in the engine', () => {
  const has = new Set<string>();
  const done: string[] = [];
  let fails: string | undefined;
  beforeEach(() => {
    has.clear();
    done.length = 0;
    fails = undefined;
  });
  const work = async (what: string, name: string) => {
    done.push(`${what} ${name}`);
    await Promise.resolve();
    if (fails !== undefined) throw new Error(fails);
    has.add(name);
  };
  const images = () =>
    containerImages({
      engine: { hasImage: async (name) => has.has(name), pullImage: (name) => work('pull', name) },
      images: [APP],
      build: (_, name) => work('build', name),
      log: () => undefined,
    });

  test("the lab's are built once, whoever asks, and known without their registry", async () => {
    const store = images();
    const reference = `${REGISTRY}/lab/app:new`;
    const pulled = await Promise.all([store.pull(reference), store.pull(reference)]);
    expect(pulled[0]).toEqual({ name: 'lab/app:new', environment: { SEED: '8' } });
    await store.pull(reference);
    expect(done).toEqual(['build lab/app:new']);
  });

  test('one of an earlier day is still there for a rollback', async () => {
    has.add('lab/app:old');
    await expect(images().pull(`${REGISTRY}/lab/app:old`)).resolves.toMatchObject({ name: 'lab/app:old' });
    expect(done).toEqual([]);
  });

  test('fails with a tag that is neither here nor of today', async () => {
    await expect(images().pull(`${REGISTRY}/lab/app:typo`)).rejects.toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringContaining(`${REGISTRY}/lab/app:typo: not found`),
    });
  });

  test('fails in the words of the build, and tries again the next time', async () => {
    const store = images();
    fails = 'no such host';
    await expect(store.pull('lab/app:new')).rejects.toThrow(
      'CannotPullContainerError: Docker cannot build the image lab/app:new: no such host',
    );
    fails = undefined;
    await store.pull('lab/app:new');
    expect(done).toHaveLength(2);
  });

  test('others come from their registries, once', async () => {
    const reference = 'public.ecr.aws/docker/library/postgres:15';
    await images().pull(reference);
    await expect(images().pull(reference)).resolves.toEqual({ name: reference, environment: {} });
    expect(done).toEqual([`pull ${reference}`]);
  });

  test('fails when a registry does not have it', async () => {
    fails = 'manifest unknown';
    await expect(images().pull('postgres:99')).rejects.toMatchObject({
      code: 'CannotPullContainerError',
      message: expect.stringContaining('manifest unknown'),
    });
  });
});
