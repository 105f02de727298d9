import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf } from '../../../model/errors';
import type { ImageMap, LocalImage } from '../image-map';
import { StartFailure } from '../runtime';
import { parseImageReference } from './image-reference';

/** An image that is on this machine. */
export interface Snapshot {
  readonly image: LocalImage;
  /** Absolute path of the snapshot directory. */
  readonly folder: string;
}

/** The snapshots of images, one directory for each tag: what runs is not the working copy. */
export interface ImageStore {
  /** Makes the snapshot when its tag is the current one; rejects with CannotPullContainerError when there is none. */
  pull(reference: string): Promise<Snapshot>;
}

/** Keeps snapshots in `<folder>/<repository>/<tag>`, which stay there for later runs and for a rollback. */
export function imageStore(images: ImageMap, folder: string, log: (line: string) => void): ImageStore {
  const building = new Map<string, Promise<void>>();
  const workshop = join(folder, '.building');
  // What a killed run was building is of no use to anybody.
  const swept = rm(workshop, { recursive: true, force: true }).then(() => mkdir(workshop, { recursive: true }));
  swept.catch(() => undefined);

  async function build({ image, folder: finished }: Snapshot, reference: string): Promise<void> {
    const begun = performance.now();
    await swept;
    await mkdir(dirname(finished), { recursive: true });
    const unfinished = await mkdtemp(join(workshop, 'image-'));
    try {
      await image.build(unfinished);
      // A snapshot is whole or not there.
      await rename(unfinished, finished);
      log(`built image ${reference} in ${Math.round(performance.now() - begun)} ms`);
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw pullFailure(`failed to build image ${reference} on this machine: ${messageOf(error)}`);
    }
  }

  return {
    async pull(reference) {
      const { repository, tag } = parseImageReference(reference);
      const image = images.find((candidate) => candidate.repository === repository);
      if (image === undefined || tag === undefined) throw notFound(reference);
      const snapshot = { image, folder: join(folder, repository.replaceAll('/', '__'), tag) };
      if (await exists(snapshot.folder)) return snapshot;
      if (image.currentTag() !== tag) throw notFound(reference);
      const built = building.get(snapshot.folder) ?? build(snapshot, reference);
      building.set(snapshot.folder, built);
      await built.finally(() => building.delete(snapshot.folder));
      return snapshot;
    },
  };
}

/** ECS's own words for a repository or tag that is not in the registry. */
function notFound(reference: string): StartFailure {
  return pullFailure(
    `pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${reference}: not found`,
  );
}

function pullFailure(reason: string): StartFailure {
  return new StartFailure('CannotPullContainerError', `CannotPullContainerError: ${reason}`);
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
