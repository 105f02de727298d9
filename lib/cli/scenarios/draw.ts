import { LabError } from '../../model/errors';
import type { Scenario } from '../../scenarios/index';
import type { SnapshotSource } from '../snapshot/snapshot-source';
import type { ReachedLab } from '../status/reach-lab';
import { unmet } from './steady';

/** Draws a scenario that this lab can run now; the same seed in the same lab draws the same one. Throws a LabError when there is none. */
export async function drawScenario(
  scenarios: readonly Scenario[],
  seed: number,
  { endpoint }: Pick<ReachedLab, 'endpoint'>,
  source: Pick<SnapshotSource, 'take'>,
): Promise<Scenario> {
  const snapshot = await source.take();
  const target = endpoint === null ? 'aws' : 'local';
  const suitable = scenarios.filter(
    (one) => one.targets.includes(target) && isIncident(one) && unmet({ ...one.preconditions }, snapshot).length === 0,
  );
  const drawn = suitable[indexOf(seed, suitable.length)];
  if (drawn) return drawn;
  throw new LabError(
    'NoScenario',
    'no scenario can be run in this lab now: too little budget is left, or it has too few tasks; look with "npx lab status", begin anew with "npx lab reset"',
  );
}

/** What nobody can notice, or what takes away what one would notice it by, is no incident to find the cause of. */
function isIncident({ expect, steps }: Scenario): boolean {
  const watcher = steps.some(({ action }) => 'service' in action && action.service === 'observability');
  return !watcher && expect.seenBy !== 'nobody';
}

/** Neighbouring seeds draw different ones (a step of mulberry32). */
function indexOf(seed: number, count: number): number {
  let mixed = (seed + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return count === 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % count;
}
