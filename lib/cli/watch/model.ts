import type { ClockName } from '../prometheus/slo-state';
import type { LabSnapshot } from '../snapshot/snapshot';
import { eventsBetween, type LabEvent } from './events-between';
import { askAgain, type CachedAnswer } from './resolver-cache';

/** All that the view of `lab watch` is made of. */
export interface WatchModel {
  readonly now: LabSnapshot;
  /** The last snapshot in which the AWS API, or Prometheus, told something; `now` when it does. */
  readonly lastAws: LabSnapshot | undefined;
  readonly lastPrometheus: LabSnapshot | undefined;
  /** What a user's resolver holds. */
  readonly cache: readonly CachedAnswer[];
  /** Newest last. */
  readonly events: readonly LabEvent[];
  readonly clock: ClockName;
}

/** More than any screen has rows. */
const EVENTS_KEPT = 200;

export function firstModel(now: LabSnapshot, clock: ClockName): WatchModel {
  return { ...seen(now, undefined), now, cache: askAgain([], now.discovery, now.at), events: [], clock };
}

/** The model after one more look. */
export function nextModel(model: WatchModel, now: LabSnapshot): WatchModel {
  return {
    ...seen(now, model),
    now,
    cache: askAgain(model.cache, now.discovery, now.at),
    events: [...model.events, ...eventsBetween(model.now, now)].slice(-EVENTS_KEPT),
    clock: model.clock,
  };
}

function seen(now: LabSnapshot, before: WatchModel | undefined): Pick<WatchModel, 'lastAws' | 'lastPrometheus'> {
  return {
    lastAws: now.services === null ? before?.lastAws : now,
    lastPrometheus: now.targets === null ? before?.lastPrometheus : now,
  };
}
