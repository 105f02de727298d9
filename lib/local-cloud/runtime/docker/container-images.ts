import { messageOf } from '../../../model/errors';
import { parseImageReference } from '../images/image-reference';
import { StartFailure } from '../runtime';
import type { ContainerImage } from './container-image';
import type { Engine } from './engine/engine';

/** The images in the engine: the lab's are built there, the others come from their registries. */
export interface ContainerImages {
  /** Makes sure that the image is in the engine; rejects with CannotPullContainerError. */
  pull(reference: string): Promise<PulledImage>;
}

export interface PulledImage {
  /** What the engine knows it by. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface ContainerImagesOptions {
  readonly engine: Pick<Engine, 'hasImage' | 'pullImage'>;
  readonly images: readonly ContainerImage[];
  readonly build: (image: ContainerImage, reference: string) => Promise<void>;
  readonly log: (line: string) => void;
}

/** A tag that is not today's and is not in the engine cannot be had, as on AWS. */
export function containerImages({ engine, images, build, log }: ContainerImagesOptions): ContainerImages {
  const making = new Map<string, Promise<void>>();

  /** Once, however many tasks wait for it. */
  function make(name: string, work: () => Promise<void>): Promise<void> {
    const made = making.get(name) ?? work();
    making.set(name, made);
    return made.finally(() => making.delete(name));
  }
  async function pullLabImage(image: ContainerImage, tag: string | undefined, reference: string): Promise<PulledImage> {
    const name = `${image.repository}:${tag}`;
    const pulled = { name, environment: image.environment ?? {} };
    if (tag !== undefined && (await engine.hasImage(name))) return pulled;
    if (image.currentTag() !== tag) throw notFound(reference);
    await make(name, async () => {
      const begun = performance.now();
      await build(image, name).catch((error: unknown) => {
        throw pullFailure(`Docker cannot build the image ${name}: ${messageOf(error)}`);
      });
      log(`built image ${name} in ${Math.round(performance.now() - begun)} ms`);
    });
    return pulled;
  }
  async function pullOther(reference: string): Promise<PulledImage> {
    if (!(await engine.hasImage(reference))) {
      await make(reference, () => engine.pullImage(reference)).catch((error: unknown) => {
        throw pullFailure(`pull image manifest has been retried 1 time(s): ${messageOf(error)}`);
      });
    }
    return { name: reference, environment: {} };
  }
  return {
    pull(reference) {
      const { repository, tag } = parseImageReference(reference);
      const image = images.find((candidate) => candidate.repository === repository);
      return image === undefined ? pullOther(reference) : pullLabImage(image, tag, reference);
    },
  };
}

/** ECS's own words for a tag that is not in the registry. */
function notFound(reference: string): StartFailure {
  return pullFailure(
    `pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${reference}: not found`,
  );
}

function pullFailure(reason: string): StartFailure {
  return new StartFailure('CannotPullContainerError', `CannotPullContainerError: ${reason}`);
}
