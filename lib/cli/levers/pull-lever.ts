import type { CommandContext, Outcome } from '../command';
import { follow, notFollowed, type FollowReport } from '../follow/follow';
import type { Plan } from '../follow/plan';
import { exitCodeOf } from '../interrupted';
import { openSource } from '../snapshot/open-source';
import type { LabSnapshot } from '../snapshot/snapshot';
import { noLab, reachLab, type ReachedLab } from '../status/reach-lab';
import { listenForStop } from '../up/stop-request';
import type { LeverOptions } from './lever-options';
import { LabError } from '../../model/errors';

/** Something that changes the lab. */
export interface Lever {
  /** What is going to be done and what will come of it, in sentences. */
  readonly announcement: string;
  /** Does it. @returns what was done, as a sentence without a period */
  act(): Promise<string>;
  /** How to see that it is over. */
  readonly plan: () => Plan;
}

/** Looks at the lab, says what will happen, does it, and follows it to its end. */
export async function pullLever(
  context: CommandContext,
  options: LeverOptions & { readonly token?: string },
  prepare: (lab: ReachedLab, before: LabSnapshot) => Lever | Promise<Lever>,
): Promise<Outcome<FollowReport>> {
  const stop = listenForStop(context.signals);
  try {
    const lab = await reachLab(context, options);
    const source = openSource(lab, context, options);
    const before = await source.take();
    if (before.services === null) throw new LabError('NoAnswer', before.problem ?? 'the AWS API does not answer');
    if (before.services.length === 0) throw noLab(lab);
    const lever = await prepare(lab, before);
    stop.signal.throwIfAborted();
    context.progress(lever.announcement);
    const startedAt = Date.now();
    const did = await lever.act();
    if (options.follow === false) return { data: notFollowed(did) };
    const timeoutMs = options.timeout * 1000;
    const wanted = { did, plan: lever.plan(), before, startedAt, timeoutMs, signal: stop.signal };
    const data = await follow(source, wanted, context);
    return { data, exitCode: await exitCode(data) };
  } finally {
    stop.dispose();
  }

  async function exitCode({ outcome }: FollowReport): Promise<number> {
    if (outcome === 'stopped') return exitCodeOf(await stop.requested);
    return outcome === 'over' ? 0 : 1;
  }
}
