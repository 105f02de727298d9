import { setTimeout as sleep } from 'node:timers/promises';
import type { CommandContext } from '../command';
import type { ClockName } from '../prometheus/slo-state';
import type { SnapshotSource } from '../snapshot/snapshot-source';
import type { LabSnapshot } from '../snapshot/snapshot';
import type { LabEvent } from './events-between';
import { firstModel, nextModel, type WatchModel } from './model';
import { plainEvent, plainState } from './plain';
import { openScreen } from './screen';
import { watchView } from './view';

/** What was seen at last, and what happened meanwhile. */
export interface WatchReport {
  readonly snapshot: LabSnapshot;
  readonly events: readonly LabEvent[];
}

export interface WatchOptions {
  readonly clock: ClockName;
  /** Lines one below the other, instead of a screen. */
  readonly plain: boolean;
  /** Aborted when somebody wants to leave. */
  readonly signal: AbortSignal;
  /** @default 1000 */
  readonly everyMs?: number;
}

const EVERY_MS = 1_000;
/** How often a log gets all of the state, beside what happens. */
const PLAIN_STATE_MS = 60_000;

/** Shows the lab until somebody leaves. */
export async function runWatch(
  source: SnapshotSource,
  context: Pick<CommandContext, 'progress' | 'style' | 'terminal'>,
  options: WatchOptions,
): Promise<WatchReport> {
  const controller = new AbortController();
  const signal = AbortSignal.any([options.signal, controller.signal]);
  const screen =
    options.plain || !context.terminal ? undefined : openScreen(context.terminal, () => controller.abort());
  const tell = screen
    ? (model: WatchModel) => screen.show((size) => watchView(model, size, context.style))
    : plainTeller(context);
  try {
    let model = firstModel(await source.take(), options.clock);
    for (;;) {
      tell(model);
      // An abort ends the sleep early.
      await sleep(options.everyMs ?? EVERY_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return { snapshot: model.now, events: model.events };
      model = nextModel(model, await source.take());
    }
  } finally {
    screen?.close();
  }
}

/** Tells the state at the start and once a minute, and each event as it comes. */
function plainTeller({ progress, style }: Pick<CommandContext, 'progress' | 'style'>): (model: WatchModel) => void {
  let told = -Infinity;
  let lastEvent: LabEvent | undefined;
  return ({ now, events, clock }) => {
    const fresh = events.slice(lastEvent === undefined ? 0 : events.indexOf(lastEvent) + 1);
    lastEvent = events.at(-1);
    for (const event of fresh) progress(plainEvent(event));
    if (now.at - told < PLAIN_STATE_MS) return;
    told = now.at;
    for (const line of plainState(now, clock)) progress(style.quiet(line));
  };
}
