import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../model/errors';
import type { Scenario } from '../../scenarios/index';
import type { LabSnapshot } from '../snapshot/snapshot';
import { observedSeconds } from './situation';
import { unmet, unsteadiness } from './steady';
import { LOOK_MS, type RunOptions, type RunWorld, type Screen } from './world';

/** The shortest alert looks at a minute: with less in it, every failure weighs more, and it fires sooner than a scenario says. */
const FIRST_MINUTE_SECONDS = 65;

/** The lab once it is as the scenario wants it, and has been watched for a minute; rejects with what is not. */
export async function steadyLab(
  scenario: Scenario,
  { source, stop }: Pick<RunWorld, 'source' | 'stop'>,
  { waitSeconds, blindSeed }: RunOptions,
  { progress, transient, style }: Screen,
): Promise<LabSnapshot> {
  const deadline = Date.now() + waitSeconds * 1000;
  let isTold = false;
  for (;;) {
    stop.signal.throwIfAborted();
    const snapshot = await source.take();
    const wrong = [...unsteadiness(snapshot), ...unmet(scenario.preconditions, snapshot)];
    const watched = wrong.length === 0 && snapshot.prometheus !== null && (await observedSeconds(snapshot.prometheus));
    const isYoung = typeof watched === 'number' && watched < FIRST_MINUTE_SECONDS;
    if (wrong.length === 0 && !isYoung) return snapshot;
    if (wrong.length > 0 && Date.now() >= deadline) {
      const name = blindSeed === undefined ? scenario.id : 'the incident';
      throw new LabError(
        'NotSteady',
        `the lab is not steady, so that nobody could tell what ${name} does:\n${wrong.map((line) => `  ${line}`).join('\n')}`,
      );
    }
    const reasons = isYoung ? ["a minute of traffic first, which fills the alerts' windows"] : wrong;
    if (transient) transient(style.quiet(`waiting for a steady lab: ${reasons[0]}`));
    else if (!isTold) progress(style.quiet(`waiting for a steady lab: ${reasons.join('; ')}`));
    isTold = true;
    await sleep(LOOK_MS, undefined, { signal: stop.signal }).catch(() => {});
  }
}
