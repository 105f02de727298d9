import { durationText } from '../duration-text';
import type { Objective, Slo } from '../model';
import { objectiveLabel, RECORDED } from '../names';
import { quoted } from '../promql';

/** The matchers of one objective's series. */
export function selectObjective(slo: Slo, objective: Objective): string {
  return `${selectSlo(slo)},objective=${quoted(objectiveLabel(objective))}`;
}

/** The matchers of some objectives' series; of all, when they are all. */
export function selectObjectives(slo: Slo, objectives: readonly Objective[]): string {
  if (objectives.length === slo.objectives.length) return selectSlo(slo);
  const labels = objectives.map((objective) => objectiveLabel(objective).replaceAll('.', String.raw`\.`));
  return `${selectSlo(slo)},objective=~${quoted(labels.join('|'))}`;
}

export function selectSlo({ name }: Slo): string {
  return `slo=${quoted(name)}`;
}

/** A counter and where it began. */
export interface CounterNames {
  readonly counter: string;
  readonly start: string;
}

export const EVENT_COUNTER: CounterNames = { counter: RECORDED.events, start: RECORDED.start };
export const SLICE_COUNTER: CounterNames = { counter: RECORDED.sliceEvents, start: RECORDED.sliceStart };

/**
 * How much counters have grown within the last `seconds`, for each objective and event. Where there was no counter then,
 * it began within the window: from what it began is its `start`.
 */
export function increaseOver(select: string, seconds: number, { counter, start }: CounterNames): string {
  const window = durationText(seconds);
  return [
    `clamp_min(`,
    `  ${counter}{${select},source=""}`,
    `  - on (slo, objective, event) (`,
    `    max by (slo, objective, event) (${counter}{${select}} offset ${window})`,
    `    or min_over_time(${start}{${select}}[${window}])`,
    `  ), 0)`,
  ].join('\n');
}
