import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { findProjectRoot } from '../../../lib/model/project-root';
import { givenLab } from '../../stacks/given-lab';

const ROOT = findProjectRoot(__dirname);
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const dockerfile = read('observability/prober/Dockerfile');

test('the prober is bundled by the esbuild of the repository, and has nothing at run time', () => {
  const lock: { packages: Record<string, { version?: string; dev?: boolean }> } = JSON.parse(
    read('observability/prober/package-lock.json'),
  );
  expect(lock.packages['node_modules/esbuild']?.version).toBe(JSON.parse(read('package.json')).dependencies.esbuild);
  expect(Object.entries(lock.packages).filter(([name, { dev }]) => name !== '' && !dev)).toEqual([]);
});

test("both stages name the app's exact Node.js", () => {
  const nodeOf = (text: string) => [...text.matchAll(/^FROM .*?(node:\S+)/gm)].map(([, image]) => image);
  expect(nodeOf(dockerfile)).toEqual(nodeOf(read('app/Dockerfile')));
});

test("the container runs as the template's ordinary user, and publishes no port", () => {
  const tasks = Template.fromStack(givenLab()).findResources('AWS::ECS::TaskDefinition');
  const containers: { Name: string; User: string }[] = Object.values(tasks).flatMap(
    (task) => task.Properties.ContainerDefinitions,
  );
  expect(containers.find(({ Name: name }) => name === 'prober')?.User).toBe('1000:1000');
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).not.toMatch(/^EXPOSE/m);
});
