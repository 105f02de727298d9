import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from '../command';
import { followLine, waitingLine } from '../format/follow';
import type { SloState } from '../prometheus/slo-state';
import type { SnapshotSource } from '../snapshot/snapshot-source';
import type { LabSnapshot } from '../snapshot/snapshot';
import { advance, missing, start, type Plan, type Progress } from './plan';

/** What a lever did, and what came of it. */
export interface FollowReport {
  /** One sentence: what was done. */
  readonly did: string;
  /** What was seen, in the order in which it was. */
  readonly timeline: readonly FollowedEvent[];
  /** `over`: all of it was seen; `not followed`, `time is up`, `stopped` (Ctrl-C), `failed`. */
  readonly outcome: 'over' | 'not followed' | 'time is up' | 'stopped' | 'failed';
  /** What was waited for in vain. */
  readonly missing: readonly string[];
  /** Why it will never be over, or what could not be asked at last; null when there is nothing to say. */
  readonly problem: string | null;
  /** What it cost of the budgets of the class hour: share of the whole budget, 0.05 is 5 %. */
  readonly cost: readonly { readonly slo: string; readonly objective: string; readonly share: number }[];
  readonly tookMs: number;
}

export interface FollowedEvent {
  readonly name: string;
  /** Milliseconds after the lever was pulled. */
  readonly afterMs: number;
  readonly detail: string;
}

export interface FollowOptions {
  readonly did: string;
  readonly plan: Plan;
  /** What the lab looked like before. */
  readonly before: LabSnapshot;
  readonly startedAt: number;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** @default 500 */
  readonly everyMs?: number;
}

const EVERY_MS = 500;

/** Looks until everything of the plan was seen, and tells each as it comes. */
export async function follow(
  source: SnapshotSource,
  options: FollowOptions,
  { progress: tell, transient, style }: Pick<CommandContext, 'progress' | 'transient' | 'style'>,
): Promise<FollowReport> {
  const { plan, startedAt, timeoutMs, signal, everyMs = EVERY_MS } = options;
  let progress = start(startedAt);
  let last = options.before;
  for (;;) {
    last = await source.take();
    const before = progress;
    progress = advance(plan, before, last);
    for (const reached of progress.reached.slice(before.reached.length)) tell(followLine(reached, startedAt, style));
    const waitingFor = missing(plan, progress);
    const failure = plan.failedIn?.(last);
    if (waitingFor.length === 0) return reportOf('over', null);
    if (failure !== undefined) return reportOf('failed', failure);
    if (signal.aborted) return reportOf('stopped', null);
    if (last.at - startedAt >= timeoutMs) return reportOf('time is up', unknownIn(last));
    transient?.(waitingLine(last.at - startedAt, waitingFor, unknownIn(last), style));
    // An abort ends the sleep early.
    await sleep(everyMs, undefined, { signal }).catch(() => {});
  }

  function reportOf(outcome: FollowReport['outcome'], problem: string | null): FollowReport {
    return {
      did: options.did,
      timeline: timelineOf(progress),
      outcome,
      missing: missing(plan, progress),
      problem,
      cost: costOf(options.before.slos, last.slos),
      tookMs: last.at - startedAt,
    };
  }
}

/** The report of a lever that nobody follows. */
export function notFollowed(did: string): FollowReport {
  return { did, timeline: [], outcome: 'not followed', missing: [], problem: null, cost: [], tookMs: 0 };
}

function timelineOf({ startedAt, reached }: Progress): FollowedEvent[] {
  return reached.map(({ name, at, detail }) => ({ name, afterMs: Math.max(0, at - startedAt), detail }));
}

function unknownIn({ problem, prometheus, slos }: LabSnapshot): string | null {
  if (problem !== null) return problem;
  if (slos !== null) return null;
  return prometheus === null ? 'no Prometheus runs' : `Prometheus at ${prometheus} does not answer`;
}

/** Budgets are whole shares; what came back meanwhile, because old failures left the hour, is no gain to tell of. */
function costOf(before: readonly SloState[] | null, after: readonly SloState[] | null): FollowReport['cost'] {
  return (before ?? []).flatMap(({ slo, objective, clock, budgetLeft }) => {
    const now = after?.find((one) => one.slo === slo && one.objective === objective && one.clock === clock);
    if (clock !== 'class' || budgetLeft === null || now === undefined || now.budgetLeft === null) return [];
    const share = budgetLeft - now.budgetLeft;
    return share > 0.0005 ? [{ slo, objective, share }] : [];
  });
}
