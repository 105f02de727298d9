import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGES } from '../../../lib/model/images';
import { findProjectRoot } from '../../../lib/model/project-root';

const ROOT = findProjectRoot(__dirname);
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const FOLDER = IMAGES.history.folder;

test('the history is bundled by the versions of the repository, and has nothing at run time', () => {
  const lock: { packages: Record<string, { version?: string; dev?: boolean }> } = JSON.parse(
    read(`${FOLDER}/package-lock.json`),
  );
  const { dependencies } = JSON.parse(read('package.json'));
  for (const name of ['esbuild', 'yaml', 'zod']) {
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(dependencies[name]);
  }
  expect(Object.entries(lock.packages).filter(([name, { dev }]) => name !== '' && !dev)).toEqual([]);
});

test("both stages name the app's exact Node.js", () => {
  const nodeOf = (file: string) => [...read(file).matchAll(/^FROM .*?(node:\S+)/gm)].map(([, image]) => image);
  expect(nodeOf(`${FOLDER}/Dockerfile`)).toEqual(nodeOf('app/Dockerfile'));
});

test('what the build gets is what the tag is the hash of', () => {
  const allowed = [...read(`${FOLDER}/Dockerfile.dockerignore`).matchAll(/^!(.*)$/gm)].map(([, path]) => path!);
  for (const path of allowed) {
    expect(existsSync(join(ROOT, path))).toBe(true);
    expect(IMAGES.history.sources.some((source) => path === source || path.startsWith(`${source}/`))).toBe(true);
  }
  const built = IMAGES.history.sources.filter((source) => source !== FOLDER);
  expect(allowed).toEqual(expect.arrayContaining(built));
});
