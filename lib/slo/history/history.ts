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

/** Prometheus' block lengths are 2 h × powers of 3; a month takes five of these. */
export const BLOCK_SECONDS = 162 * 3600;

/**
 * Cuts the samples where blocks meet (multiples of 162 h since 1970). promtool reads its input once for each block, so a
 * piece for each block is read once, and two cores share the work.
 */
export function piecesOf(times: Float64Array): { readonly from: number; readonly to: number }[] {
  const pieces: { from: number; to: number }[] = [];
  let from = 0;
  for (let index = 1; index <= times.length; index += 1) {
    if (index < times.length && blockOf(times, index) === blockOf(times, from)) continue;
    pieces.push({ from, to: index });
    from = index;
  }
  return pieces;
}

function blockOf(times: Float64Array, index: number): number {
  return Math.floor((times[index] ?? 0) / BLOCK_SECONDS);
}
