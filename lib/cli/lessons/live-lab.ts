import type { Firing } from '../../lessons/grade/fired';
import type { LiveSample } from '../../lessons/grade/live';
import { messageOf } from '../../model/errors';
import type { CommandContext } from '../command';
import type { WhichLab } from '../options';
import { labPaths } from '../paths';

/** The part of a running lab that lessons look at. */
export interface LiveLab {
  readonly target: 'local' | 'aws';
  /** Undefined when Prometheus does not answer. */
  readonly query: (query: string) => Promise<readonly LiveSample[] | undefined>;
  /** The times at which each series had a value above 0, every `step` seconds. */
  readonly times: (
    query: string,
    window: { readonly from: number; readonly to: number; readonly step: number },
  ) => Promise<readonly Firing[] | undefined>;
}

/** A lab, or why there is none. */
export type FoundLab = { readonly lab: LiveLab } | { readonly lab: undefined; readonly why: string };

const NO_LAB = 'no lab runs from this folder; start one with "npx lab up", or say --target aws';

/** The lab that runs from this folder, or with `--target aws` the one of the environment; never throws. */
export async function findLiveLab(
  context: Pick<CommandContext, 'root' | 'environment'>,
  which: WhichLab,
): Promise<FoundLab> {
  const { findRunningLab }: typeof import('../run-state/running-lab') = require('../run-state/running-lab');
  if (which.target !== 'aws' && !findRunningLab(labPaths(context.root).runFile)) return { lab: undefined, why: NO_LAB };
  try {
    const { reachLab }: typeof import('../status/reach-lab') = require('../status/reach-lab');
    const { gatherStatus }: typeof import('../status/gather') = require('../status/gather');
    const reached = await reachLab(context, which);
    const { urls } = await gatherStatus(reached.api, reached);
    if (urls.prometheus === null) return { lab: undefined, why: 'Prometheus does not run yet; see "npx lab status"' };
    return { lab: liveLab(urls.prometheus, which.target ?? 'local') };
  } catch (error) {
    return { lab: undefined, why: messageOf(error) };
  }
}

function liveLab(prometheus: string, target: LiveLab['target']): LiveLab {
  const { queryInstant }: typeof import('../prometheus/api') = require('../prometheus/api');
  const { queryRange }: typeof import('../prometheus/range') = require('../prometheus/range');
  return {
    target,
    query: (query) => queryInstant(prometheus, query),
    async times(query, window) {
      const series = await queryRange(prometheus, query, window);
      return series?.map(({ labels, points }) => ({
        labels,
        times: points.flatMap(([time, value]) => (value > 0 ? [time] : [])),
      }));
    },
  };
}
