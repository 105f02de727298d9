import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { IMAGES } from '../../lib/model/images';
import { PORTS } from '../../lib/model/names';
import { findProjectRoot } from '../../lib/model/project-root';
import { givenLab } from '../stacks/given-lab';

const ROOT = findProjectRoot(__dirname);

describe.each([
  ['prometheus', 'prom/prometheus:v3.13.1'],
  ['grafana', 'grafana/grafana:13.2.0'],
  ['alertmanager', 'prom/alertmanager:v0.34.0'],
  // Loki's image has no shell to make folders with.
  ['loki', 'grafana/loki:3.7.4', 'busybox:1.37.0'],
] as const)('the Dockerfile of %s', (image, base, maker: string = base) => {
  const context = join(ROOT, IMAGES[image].context);
  const lines = readFileSync(join(context, 'Dockerfile'), 'utf8').split('\n');
  const container = containerOf(image);

  test('starts from the official image by its exact version', () => {
    expect(argumentsOf('FROM')).toEqual([`--platform=$BUILDPLATFORM ${maker} AS folders`, base]);
  });

  test("runs nothing on the target's processor, so that no build needs emulation", () => {
    const lastStage = lines.slice(lines.lastIndexOf(`FROM ${base}`));
    expect(lastStage.filter((line) => line.startsWith('RUN'))).toEqual([]);
  });

  test("ends as the template's own unprivileged user", () => {
    expect(argumentsOf('USER').at(-1)).toBe(container.User);
    expect(container.User).not.toMatch(/^(0|root)\b/);
  });

  test("owns and declares the template's writable paths, and no other", () => {
    const paths = container.MountPoints.map((mount) => mount.ContainerPath);
    expect(argumentsOf('VOLUME')).toEqual(paths);
    for (const path of paths) {
      expect(argumentsOf('COPY')).toContainEqual(
        expect.stringMatching(new RegExp(`^--from=folders --chown=${container.User} /folders/\\S+ ${path}$`)),
      );
    }
  });

  test("exposes the template's port", () => {
    expect(argumentsOf('EXPOSE')).toEqual([String(PORTS[image])]);
    expect(container.PortMappings).toEqual([{ ContainerPort: PORTS[image], Protocol: 'tcp' }]);
  });

  test('copies what exists', () => {
    for (const [source] of argumentsOf('COPY').map((argument) => argument.split(' '))) {
      if (source === '--from=folders') continue;
      expect(() => statSync(join(context, source!))).not.toThrow();
    }
  });

  function argumentsOf(instruction: string): string[] {
    return lines.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1));
  }
});

test.each(['prometheus', 'alertmanager'])('the entry point of %s is executable', (image) => {
  expect(statSync(join(ROOT, 'observability', image, 'entrypoint.sh')).mode & 0o111).toBe(0o111);
});

interface Container {
  readonly Name: string;
  readonly User: string;
  readonly MountPoints: readonly { readonly ContainerPath: string }[];
  readonly PortMappings: unknown;
}

function containerOf(image: string): Container {
  const tasks = Template.fromStack(givenLab({ logs: 'loki' })).findResources('AWS::ECS::TaskDefinition');
  const containers: Container[] = Object.values(tasks).flatMap((task) => task.Properties.ContainerDefinitions);
  return containers.find((container) => container.Name === image)!;
}
