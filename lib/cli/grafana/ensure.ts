import type { CommandContext } from '../command';
import { offerRelease, type OfferOptions } from '../download/offer';
import { grafanaIn, type FoundGrafana } from './locate';

export type EnsureGrafanaOptions = OfferOptions;

/** Why there is no Grafana; the lab runs without. */
export interface NoGrafana {
  readonly missing: string;
}

/** Offers Grafana when there is none. */
export async function ensureGrafana(
  found: FoundGrafana | null,
  context: CommandContext,
  options: EnsureGrafanaOptions,
): Promise<FoundGrafana | NoGrafana> {
  if (found) return found;
  const offered = await offerRelease('grafana', question, context, options);
  if ('folder' in offered) return grafanaIn(offered.folder) ?? without('its folder is gone again');
  return without('failed' in offered ? offered.failed : undefined);
}

function question(what: string): string {
  return `The lab runs without Grafana, and better with it. Download the official ${what} into .lab/tools (no root, no service)?`;
}

function without(why?: string): NoGrafana {
  const advice = why ? 'start again later' : '"npx lab up --yes" downloads it';
  return { missing: `no Grafana on this machine${why ? `, and ${why}` : ''}: ${advice}, or put "grafana" on PATH` };
}
