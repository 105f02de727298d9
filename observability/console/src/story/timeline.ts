import type { TimelineEvent } from '../snapshot';

/** So that a console that runs for days stays small. */
const MOST_EVENTS = 300;

export type NewEvent = Omit<TimelineEvent, 'id' | 'at' | 'clock'> & { readonly at: number; readonly clock?: string };

/** What happened, in order of time; the oldest are forgotten. */
export interface Timeline {
  /** `key` tells whether it was told before. */
  add(event: NewEvent, key?: string): void;
  list(): readonly TimelineEvent[];
}

export function createTimeline(): Timeline {
  let events: TimelineEvent[] = [];
  let told = new Set<string>();
  let count = 0;
  return {
    add({ at, clock = '', ...rest }, key) {
      if (key !== undefined) {
        if (told.has(key)) return;
        told.add(key);
        // A key may be forgotten once what it names is long out of the list.
        if (told.size > 20 * MOST_EVENTS) told = new Set([...told].slice(-10 * MOST_EVENTS));
      }
      const event = { id: ++count, at: new Date(at).toISOString(), clock, ...rest };
      // A new list: pictures that were taken keep theirs.
      events = [...events, event].sort((a, b) => a.at.localeCompare(b.at) || a.id - b.id).slice(-MOST_EVENTS);
    },
    list: () => events,
  };
}
