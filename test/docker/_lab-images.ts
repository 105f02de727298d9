import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labContainerImages } from '../../lib/cli/images/container-images';
import { IMAGE_NAMES, IMAGES, type ImageName } from '../../lib/model/images';
import { findProjectRoot } from '../../lib/model/project-root';
import type { Engine } from './_engine';
import { importStandInBases } from './_stand-in-base';

const CONTAINER_IMAGES = labContainerImages(findProjectRoot(__dirname));

/** What the lab calls an image in an engine. */
export function referenceOf(name: ImageName): string {
  const image = imageOf(name);
  return `${image.repository}:${image.currentTag()}`;
}

/** Stand-ins for all that the Dockerfiles start from. */
export function importBases(engine: Engine): void {
  importStandInBases(engine, [...new Set(IMAGE_NAMES.flatMap(basesOf))]);
}

/** As `lab up --runtime docker` builds it; but this engine's own networks lead nowhere. */
export function buildLabImage(engine: Engine, name: ImageName): void {
  const { context, dockerfile } = imageOf(name);
  const file = dockerfile === undefined ? [] : ['--file', dockerfile];
  engine.docker('build', '--network', 'host', '--tag', referenceOf(name), ...file, context);
}

/** The images that a Dockerfile starts from. */
function basesOf(name: ImageName): string[] {
  const { context, dockerfile = join(context, 'Dockerfile') } = imageOf(name);
  return [...readFileSync(dockerfile, 'utf8').matchAll(/^FROM (?:--\S+ )?(\S+)/gm)].map(([, base]) => base!);
}

function imageOf(name: ImageName) {
  return CONTAINER_IMAGES.find(({ repository }) => repository === IMAGES[name].repository)!;
}
