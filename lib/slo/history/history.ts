import { eventsOf, type Events } from './events';
import type { Slo } from '../model';
import type { HistoryOptions } from './options';
import { sloFamilies } from './slo-families';
import { familiesOf, type Family } from './series';

/** A month that never was: what a Prometheus would have if the lab had run all the time. */
export interface History {
  readonly options: HistoryOptions;
  readonly events: Events;
  readonly families: readonly Family[];
}

/**
 * Makes the history; a pure function, so that a class can have the same one again.
 * @param slos whose counters the history shall have as well
 */
export function makeHistory(options: HistoryOptions, slos: readonly Slo[] = []): History {
  const events = eventsOf(options);
  const scraped = familiesOf(events);
  return { options, events, families: [...scraped, ...sloFamilies({ events, families: scraped }, slos)] };
}
