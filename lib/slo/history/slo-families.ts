import type { Objective, Slo } from '../model';
import { objectiveLabel, RECORDED } from '../names';
import { SYNTHETIC } from './options';
import type { Family, Series } from './series';
import { sloEvents, type Counted } from './slo-events';

/** How often the rules note their counters. */
const CHECKPOINT_SECONDS = 600;
/** Notes are for a Prometheus that was away: the latest counts. */
const CHECKPOINTS = 36;

/**
 * What the SLO rules would have recorded in the history: their counters go on from it, and look back into it. Without
 * these, a budget would begin with the first evaluation, whatever the scraped counters say.
 */
export function sloFamilies(counted: Counted, slos: readonly Slo[]): Family[] {
  const counters = slos.flatMap((slo) => slo.objectives.flatMap((objective) => countersOf(counted, slo, objective)));
  if (counters.length === 0) return [];
  const last = counted.events.times.length - 1;
  const lastTime = counted.events.times[last] ?? 0;
  return [
    { name: RECORDED.events, type: 'gauge', help: 'Events since the history began', series: counters },
    {
      name: RECORDED.start,
      type: 'gauge',
      help: 'The count at which events began',
      series: counters.map((one) => ({
        ...one,
        name: RECORDED.start,
        valueAt: (index) => (index === 0 ? one.valueAt(0) : undefined),
      })),
    },
    {
      name: RECORDED.checkpoint,
      type: 'gauge',
      help: 'Events every ten minutes, near the end',
      series: counters.map((one) => ({
        ...one,
        name: RECORDED.checkpoint,
        valueAt(index) {
          const before = lastTime - (counted.events.times[index] ?? 0);
          const isNoted = before % CHECKPOINT_SECONDS === 0 && before < CHECKPOINTS * CHECKPOINT_SECONDS;
          return isNoted ? one.valueAt(index) : undefined;
        },
      })),
    },
  ];
}

function countersOf(counted: Counted, slo: Slo, objective: Objective): Series[] {
  const events = sloEvents(counted, slo, objective);
  if (!events) return [];
  const labels = { slo: slo.name, objective: objectiveLabel(objective), ...SYNTHETIC };
  return [
    { name: RECORDED.events, labels: { ...labels, event: 'good' }, valueAt: events.good },
    { name: RECORDED.events, labels: { ...labels, event: 'total' }, valueAt: events.total },
  ];
}
