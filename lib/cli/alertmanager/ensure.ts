import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import { offerRelease, type OfferOptions } from '../download/offer';
import { labPaths } from '../paths';
import { alertmanagerIn, type FoundAlertmanager } from './locate';
import { obtainAlertmanager } from './obtain';

/** Why there is no Alertmanager; the lab runs without. */
export interface NoAlertmanager {
  readonly missing: string;
}

/** Offers Alertmanager when there is none: the official release, which has its pages, else Debian's package. */
export async function ensureAlertmanager(
  found: FoundAlertmanager | null,
  context: CommandContext,
  options: OfferOptions,
): Promise<FoundAlertmanager | NoAlertmanager> {
  if (found) return found;
  const offered = await offerRelease('alertmanager', question, context, options);
  if ('unwanted' in offered) return without();
  if ('folder' in offered) {
    return (await alertmanagerIn(offered.folder, context.environment)) ?? without('its folder is gone again');
  }
  return offered.wanted ? debians(context, options, offered.failed) : without(offered.failed);
}

/** Who wanted the release is not asked again: the package is a tenth of its size. */
async function debians(
  { environment, root, progress, style }: CommandContext,
  { signal }: OfferOptions,
  why: string,
): Promise<FoundAlertmanager | NoAlertmanager> {
  progress(style.quiet(`  no official Alertmanager: ${why}; Debian's package instead`));
  try {
    return await obtainAlertmanager({
      environment,
      folder: labPaths(root).alertmanager,
      mayDownload: async () => true,
      progress: (line) => progress(style.quiet(`  ${line}`)),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof LabError) return without(error.message);
    throw error;
  }
}

function question(what: string): string {
  return `The lab runs without Alertmanager, and better with it. Download the official ${what} into .lab/tools (no root, no service)?`;
}

function without(why?: string): NoAlertmanager {
  const advice = why ? 'start again later' : '"npx lab up --yes" downloads it';
  return {
    missing: `no Alertmanager on this machine${why ? `, and ${why}` : ''}: ${advice}, or put "alertmanager" on PATH`,
  };
}
