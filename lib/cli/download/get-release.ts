import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import { megabytes, progressBar } from '../format/progress-bar';
import { labPaths } from '../paths';
import { attemptsIn } from './attempts';
import { installRelease, type ReleaseSource } from './install';
import { planDownload, type DownloadPlan } from './plan';
import type { Progress } from './save';
import type { ToolName } from './releases';

export interface GetReleaseOptions {
  /** Asked once the size is known: `118 MB`, or `size not known`. */
  readonly mayDownload: (title: string, version: string, size: string) => Promise<boolean>;
  /** Shows how far it is, where a line can be replaced. */
  readonly show?: ((state: string) => void) | undefined;
  readonly source?: ReleaseSource | undefined;
  readonly signal?: AbortSignal | undefined;
  /** As `process.arch` says it. */
  readonly architecture?: string;
}

/** A folder with the tool; or why there is none, as a sentence and as a LabError's code. */
export type Got = { readonly folder: string } | { readonly missing: string; readonly code: string };

/** Not the network's fault, so that the next start shall try again. */
const NOT_REMEMBERED: ReadonlySet<string> = new Set(['NoSpace', 'DownloadNotWanted']);

/** A bar that is drawn more often than this is not read better. */
const DRAW_EVERY_MS = 100;

/**
 * Gets a tool's official release. That there is none is an answer and no error: what to do then depends on the tool. A
 * failure of the network or of the release is remembered for a while.
 */
export async function getRelease(tool: ToolName, context: CommandContext, options: GetReleaseOptions): Promise<Got> {
  const { source, signal, architecture = process.arch } = options;
  const plan = planDownload(tool, architecture, source?.site);
  if (!plan) return { missing: `the lab knows no official release for ${architecture}`, code: 'NoRelease' };
  const { tools } = labPaths(context.root);
  const attempts = attemptsIn(tools);
  const last = attempts.recall(tool);
  if (last?.outcome === 'failed') return { missing: last.why, code: 'FailedBefore' };
  options.show?.(`asking ${new URL(plan.checksumUrl).host}`);
  try {
    const folder = await installRelease(plan, {
      tools,
      environment: context.environment,
      source,
      signal,
      mayDownload: async (bytes) => {
        const size = bytes === undefined ? 'size not known' : `${megabytes(bytes)} MB`;
        if (!(await options.mayDownload(plan.title, plan.version, size))) return false;
        if (!context.transient) tellDownload(context, plan, size);
        return true;
      },
      show: shower(options.show),
    });
    attempts.forget(tool);
    return { folder };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof LabError)) throw error;
    if (!NOT_REMEMBERED.has(error.code)) attempts.remember(tool, 'failed', error.message);
    return { missing: error.message, code: error.code };
  }
}

function tellDownload({ progress, style }: CommandContext, plan: DownloadPlan, size: string): void {
  progress(style.quiet(`  downloading ${plan.title} ${plan.version} (${size}) from ${new URL(plan.archiveUrl).host}`));
}

function shower(show: (state: string) => void = () => {}): (progress: Progress | 'unpacking') => void {
  let drawnAt = 0;
  return (progress) => {
    if (progress === 'unpacking') return show('unpacking');
    const now = Date.now();
    if (now - drawnAt < DRAW_EVERY_MS) return;
    drawnAt = now;
    show(progressBar(progress.received, progress.total));
  };
}
