import type { CommandContext } from '../command';
import { attemptsIn } from '../download/attempts';
import { askUnlessStopped } from '../download/consent';
import { getRelease } from '../download/get-release';
import type { ReleaseSource } from '../download/install';
import { labPaths } from '../paths';
import { grafanaIn, type FoundGrafana } from './locate';

export interface EnsureGrafanaOptions {
  readonly yes: boolean;
  /** Whether anything may be downloaded. */
  readonly download: boolean;
  readonly show?: (state: string) => void;
  readonly source?: ReleaseSource;
  readonly signal?: AbortSignal;
}

/** Why there is no Grafana; the lab runs without. */
export interface NoGrafana {
  readonly missing: string;
}

/**
 * Offers Grafana when there is none: asks on a terminal, once; `--yes` is a yes. Everybody else goes on without, since the
 * lab works without and the download is large.
 */
export async function ensureGrafana(
  found: FoundGrafana | null,
  context: CommandContext,
  { yes, download, show, source, signal }: EnsureGrafanaOptions,
): Promise<FoundGrafana | NoGrafana> {
  if (found) return found;
  const attempts = attemptsIn(labPaths(context.root).tools);
  const last = attempts.recall('grafana');
  const { ask } = context;
  const wanted = download && (yes || (ask !== undefined && last?.outcome !== 'refused'));
  if (!wanted) return without(last?.outcome === 'failed' ? last.why : undefined);
  const got = await getRelease('grafana', context, {
    show,
    source,
    signal,
    mayDownload: async (title, version, size) =>
      yes || !ask || askUnlessStopped(ask, question(`${title} ${version} (${size})`), signal),
  });
  signal?.throwIfAborted();
  if ('folder' in got) return grafanaIn(got.folder) ?? without('its folder is gone again');
  if (got.code !== 'DownloadNotWanted') return without(got.missing);
  attempts.remember('grafana', 'refused', got.missing);
  return without();
}

function question(what: string): string {
  return `The lab runs without Grafana, and better with it. Download the official ${what} into .lab/tools (no root, no service)?`;
}

function without(why?: string): NoGrafana {
  const advice = why ? 'start again later' : '"npx lab up --yes" downloads it';
  return { missing: `no Grafana on this machine${why ? `, and ${why}` : ''}: ${advice}, or put "grafana" on PATH` };
}
