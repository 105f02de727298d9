import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import type { FoundPrometheus } from '../doctor/facts';
import { askUnlessStopped } from '../download/consent';
import { getRelease } from '../download/get-release';
import type { ReleaseSource } from '../download/install';
import { labPaths } from '../paths';
import { locateOfficial } from './locate';
import { notWanted, obtainPrometheus, PUT_ON_PATH } from './obtain';

export interface EnsureOptions {
  readonly yes: boolean;
  /** Whether anything may be downloaded. */
  readonly download: boolean;
  readonly show?: (state: string) => void;
  readonly source?: ReleaseSource;
  readonly signal?: AbortSignal;
}

/**
 * Gets Prometheus when there is none: the official release, which needs no apt and has today's pages, else Debian's
 * package. Asks first on a terminal; `--yes`, a CI or no terminal go ahead.
 */
export async function ensurePrometheus(
  found: FoundPrometheus | null,
  context: CommandContext,
  options: EnsureOptions,
): Promise<FoundPrometheus> {
  if (found) return found;
  if (!options.download) {
    throw new LabError('NoPrometheus', `Prometheus is not here; start again without --no-download, or ${PUT_ON_PATH}`);
  }
  const mayDownload = consent(context, options);
  return (await official(context, options, mayDownload)) ?? debians(context, options, mayDownload);
}

type MayDownload = (what: string) => Promise<boolean>;

/** Whoever said yes once is not asked again. */
function consent({ environment, ask }: CommandContext, { yes, signal }: EnsureOptions): MayDownload {
  let goAhead = yes || Boolean(environment['CI']);
  return async (what) => {
    const question = `Prometheus is not here. Download ${what}, into .lab/tools (no root, no service)?`;
    goAhead ||= !ask || (await askUnlessStopped(ask, question, signal));
    return goAhead;
  };
}

/** Undefined when it cannot be had; one quiet line says why. */
async function official(
  context: CommandContext,
  { show, source, signal }: EnsureOptions,
  mayDownload: MayDownload,
): Promise<FoundPrometheus | undefined> {
  const got = await getRelease('prometheus', context, {
    show,
    source,
    signal,
    mayDownload: (_title, version, size) => mayDownload(`the official release ${version} (${size})`),
  });
  signal?.throwIfAborted();
  if ('folder' in got) return locateOfficial(got.folder, context.environment);
  if (got.code === 'DownloadNotWanted') throw notWanted();
  if (got.code === 'NoSpace') throw new LabError(got.code, got.missing);
  context.progress(context.style.quiet(`  no official Prometheus: ${got.missing}; Debian's package instead`));
  return undefined;
}

function debians(
  { environment, root, progress, style }: CommandContext,
  { signal }: EnsureOptions,
  mayDownload: MayDownload,
): Promise<FoundPrometheus> {
  return obtainPrometheus({
    environment,
    folder: labPaths(root).prometheus,
    mayDownload: (megabytes) => mayDownload(`Debian's package (${megabytes} MB)`),
    progress: (line) => progress(style.quiet(`  ${line}`)),
    ...(signal ? { signal } : {}),
  });
}
