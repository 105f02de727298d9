import { durationText } from '../duration-text';
import type { Objective, Slo } from '../model';
import { objectiveLabel, RECORDED } from '../names';
import { quoted } from '../promql';

/** The matchers of some objectives' series; of all, when they are all. */
export function selectObjectives(slo: Slo, objectives: readonly Objective[]): string {
  return selectSlo(slo) + amongObjectives(slo, objectives);
}

/** What to add to the matchers of an SLO's series: nothing, when the objectives are all that it has. */
export function amongObjectives(slo: Slo, objectives: readonly Objective[]): string {
  return objectives.length === slo.objectives.length ? '' : `,${oneOf('objective', objectives.map(objectiveLabel))}`;
}

export function selectSlo(slo: Slo): string {
  return selectSlos([slo]);
}

/** The matcher of the series of some SLOs: a rule for all of them costs Prometheus hardly more than a rule for one. */
export function selectSlos(slos: readonly Slo[]): string {
  return oneOf(
    'slo',
    slos.map(({ name }) => name),
  );
}

function oneOf(label: string, values: readonly string[]): string {
  const [first] = values;
  if (first !== undefined && values.length === 1) return `${label}=${quoted(first)}`;
  return `${label}=~${quoted(values.map((value) => value.replaceAll('.', String.raw`\.`)).join('|'))}`;
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
