import { join } from 'node:path';
import type { ContainerImage } from '../../local-cloud/index';
import { IMAGE_NAMES, IMAGES, imageFolder, imageTag, type Image } from '../../model/images';
import { sharedEnvironment } from './console';
import { monthEnvironment, type MonthWanted } from './history';

/** The default lab has none of them: each is built when a task asks for it. */
const NOT_HERE: ReadonlySet<string> = new Set([IMAGES.publisher.repository, IMAGES.loki.repository]);

/** Those that a lab on this machine begins with. */
export function imagesToPrepare(images: readonly ContainerImage[]): readonly ContainerImage[] {
  return images.filter(({ repository }) => !NOT_HERE.has(repository));
}

/** The lab's images as a Docker engine builds them: what their Dockerfiles say. */
export function labContainerImages(
  root: string,
  { month, sharedUrl }: { readonly month?: MonthWanted | undefined; readonly sharedUrl?: string | undefined } = {},
): readonly ContainerImage[] {
  return IMAGE_NAMES.map((name) => {
    const image: Image = IMAGES[name];
    return {
      repository: image.repository,
      currentTag: () => imageTag(root, image),
      context: join(root, image.context),
      dockerfile: join(root, imageFolder(image), 'Dockerfile'),
      ...(name === 'history' && { environment: monthEnvironment(month) }),
      ...(name === 'console' && { environment: sharedEnvironment(sharedUrl) }),
    };
  });
}
