import type { CommandContext } from '../command';
import { labPaths } from '../paths';
import { attemptsIn } from './attempts';
import { askUnlessStopped } from './consent';
import { getRelease } from './get-release';
import type { ReleaseSource } from './install';
import type { ToolName } from './releases';

export interface OfferOptions {
  readonly yes: boolean;
  /** Whether anything may be downloaded. */
  readonly download: boolean;
  readonly show?: (state: string) => void;
  readonly source?: ReleaseSource;
  readonly signal?: AbortSignal;
}

/** What came of an offer: a folder with the release, the reason why it cannot be had, now or a moment ago, or nobody wanted it. */
export type Offered =
  { readonly folder: string } | { readonly failed: string; readonly wanted: boolean } | { readonly unwanted: true };

/**
 * Offers the official release of a tool that the lab runs without: asks on a terminal, once; `--yes` is a yes. Everybody else
 * goes on without, since the lab works without and the download is large.
 * @param question gets the title, the version and the size: `Grafana 13.2.0 (118 MB)`
 */
export async function offerRelease(
  tool: ToolName,
  question: (what: string) => string,
  context: CommandContext,
  { yes, download, show, source, signal }: OfferOptions,
): Promise<Offered> {
  const attempts = attemptsIn(labPaths(context.root).tools);
  const last = attempts.recall(tool);
  const { ask } = context;
  const wanted = download && (yes || (ask !== undefined && last?.outcome !== 'refused'));
  if (!wanted) return last?.outcome === 'failed' ? { failed: last.why, wanted: false } : { unwanted: true };
  const got = await getRelease(tool, context, {
    show,
    source,
    signal,
    mayDownload: async (title, version, size) =>
      yes || !ask || askUnlessStopped(ask, question(`${title} ${version} (${size})`), signal),
  });
  signal?.throwIfAborted();
  if ('folder' in got) return got;
  if (got.code !== 'DownloadNotWanted') return { failed: got.missing, wanted: true };
  attempts.remember(tool, 'refused', got.missing);
  return { unwanted: true };
}
