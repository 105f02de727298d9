import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../../model/errors';
import type { Scenario } from '../../scenarios/index';
import type { LabSnapshot } from '../snapshot/snapshot';
import { unmet, unsteadiness } from './steady';
import { LOOK_MS, type RunOptions, type RunWorld, type Screen } from './world';

/** The lab once it is as the scenario wants it; rejects with what is not. */
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
    if (wrong.length === 0) return snapshot;
    if (Date.now() >= deadline) {
      const name = blindSeed === undefined ? scenario.id : 'the incident';
      throw new LabError(
        'NotSteady',
        `the lab is not steady, so that nobody could tell what ${name} does:\n${wrong.map((line) => `  ${line}`).join('\n')}`,
      );
    }
    if (transient) transient(style.quiet(`waiting for a steady lab: ${wrong[0]}`));
    else if (!isTold) progress(style.quiet(`waiting for a steady lab: ${wrong.join('; ')}`));
    isTold = true;
    await sleep(LOOK_MS, undefined, { signal: stop.signal }).catch(() => {});
  }
}
