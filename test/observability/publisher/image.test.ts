import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../../lib/model/project-root';

const ROOT = findProjectRoot(__dirname);
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const dockerfile = read('observability/publisher/Dockerfile');

test('the publisher is bundled by the esbuild of the repository, with the SDK that the tests use', () => {
  const lock: { packages: Record<string, { version?: string }> } = JSON.parse(
    read('observability/publisher/package-lock.json'),
  );
  const repository = JSON.parse(read('package.json'));
  expect(lock.packages['node_modules/esbuild']?.version).toBe(repository.dependencies.esbuild);
  expect(lock.packages['node_modules/@aws-sdk/client-cloudwatch']?.version).toBe(
    repository.devDependencies['@aws-sdk/client-cloudwatch'],
  );
});

test("both stages name the app's exact Node.js", () => {
  const nodeOf = (text: string) => [...text.matchAll(/^FROM .*?(node:\S+)/gm)].map(([, image]) => image);
  expect(nodeOf(dockerfile)).toEqual(nodeOf(read('app/Dockerfile')));
});

test('the container runs as an ordinary user, and publishes no port', () => {
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).not.toMatch(/^EXPOSE/m);
});
