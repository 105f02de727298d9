import { join } from 'node:path';
import type { ContainerImage } from '../../local-cloud/index';
import { IMAGE_NAMES, IMAGES, imageTag } from '../../model/images';

/** The lab's images as a Docker engine builds them: what their Dockerfiles say. */
export function labContainerImages(root: string): readonly ContainerImage[] {
  return IMAGE_NAMES.map((name) => ({
    repository: IMAGES[name].repository,
    currentTag: () => imageTag(root, IMAGES[name]),
    context: join(root, IMAGES[name].context),
  }));
}
