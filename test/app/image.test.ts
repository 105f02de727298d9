import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const dockerfile = read('app/Dockerfile');

interface Lock {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly dev?: boolean; readonly dependencies?: unknown }>
  >;
}

test('the image has exactly the package versions that the tests ran with', () => {
  const image: Lock = JSON.parse(read('app/package-lock.json'));
  const root: Lock = JSON.parse(read('package-lock.json'));
  const runtime = Object.entries(image.packages).filter(([name, { dev }]) => name !== '' && !dev);
  const versions = Object.fromEntries(runtime.map(([name, { version }]) => [name, version]));
  const tested = Object.fromEntries(
    runtime.map(([name]) => [name, (root.packages[`app/${name}`] ?? root.packages[name])?.version]),
  );
  expect(versions).toEqual(tested);
  expect(image.packages['']?.dependencies).toEqual(JSON.parse(read('app/package.json')).dependencies);
});

test('the image is bundled by the esbuild of the repository', () => {
  const lock: Lock = JSON.parse(read('app/package-lock.json'));
  expect(lock.packages['node_modules/esbuild']?.version).toBe(JSON.parse(read('package.json')).dependencies.esbuild);
});

test('both stages name one exact Node.js', () => {
  const images = [...dockerfile.matchAll(/^FROM .*?(node:\S+)/gm)].map(([, image]) => image);
  expect(images).toHaveLength(2);
  images.forEach((image) => expect(image).toMatch(/^node:24\.\d+\.\d+-bookworm-slim$/));
  expect(new Set(images).size).toBe(1);
});

test('the container runs as an ordinary user, without a shell, on port 5000', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^CMD \["node", "server.js"\]$/m);
  expect(dockerfile).toMatch(/^EXPOSE 5000$/m);
});
