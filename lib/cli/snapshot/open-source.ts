import type { CommandContext } from '../command';
import type { ReachedLab } from '../status/reach-lab';
import { createResolver } from './resolve-name';
import { createSnapshotSource, type SnapshotSource } from './snapshot-source';

/** The source of a command: the lab's DNS where it can be asked, and the token of the options or the environment. */
export function openSource(
  lab: ReachedLab,
  { environment }: Pick<CommandContext, 'environment'>,
  options: { readonly token?: string },
): SnapshotSource {
  const token = options.token ?? (environment['CHAOS_TOKEN'] || undefined);
  return createSnapshotSource(lab, {
    now: Date.now,
    ...(lab.dns === null ? {} : { resolve: createResolver(lab.dns) }),
    ...(token === undefined ? {} : { token }),
  });
}
