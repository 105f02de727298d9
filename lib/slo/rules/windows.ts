import type { Clock, Objective, Slo, Tier } from '../model';
import { periodLabel, RECORDED, windowLabel } from '../names';
import { quoted, rounded } from '../promql';
import { EVENT_COUNTER, increaseOver, selectObjectives, selectSlo } from './counters';
import { labelsOf } from './events';
import type { Rule } from './rule';

/** The tiers that watch an objective on a clock, fastest first. */
export function tiersOf(slo: Slo, clock: Clock['name']): Tier[] {
  return slo.alertPolicies.filter((policy) => policy.clock === clock).flatMap(({ tiers }) => tiers);
}

/** All clocks of an SLO, each once, with the objectives that count by it. */
export function clocksOf({ objectives }: Slo): { readonly clock: Clock; readonly objectives: readonly Objective[] }[] {
  const clocks = new Map(objectives.flatMap((objective) => objective.clocks).map((clock) => [clockKey(clock), clock]));
  return [...clocks.values()].map((clock) => ({
    clock,
    objectives: objectives.filter((objective) => objective.clocks.some((one) => clockKey(one) === clockKey(clock))),
  }));
}

/** The seconds of every rolling window that an SLO is looked at through, ascending. */
export function rollingWindows(slo: Slo): number[] {
  const clocks = clocksOf(slo).map(({ clock }) => clock);
  const periods = clocks.filter(({ calendar }) => calendar === undefined).map(({ periodSeconds }) => periodSeconds);
  const tiers = clocks.flatMap(({ name }) => tiersOf(slo, name));
  const windows = [...periods, ...tiers.flatMap(({ longSeconds, shortSeconds }) => [longSeconds, shortSeconds])];
  return [...new Set(windows)].sort((a, b) => a - b);
}

/** Events, error ratio and burn rate over every window; good and total are summed apart and divided last. */
export function windowRules(slo: Slo): Rule[] {
  const select = selectSlo(slo);
  const increase = (event: string) => `${RECORDED.increase}{${select},event="${event}"}`;
  return [
    ...rollingWindows(slo).map((seconds) => ({
      record: RECORDED.increase,
      labels: { slo: slo.name, window: windowLabel(seconds) },
      expr: increaseOver(select, seconds, EVENT_COUNTER),
    })),
    ...clocksOf(slo).flatMap(({ clock }) => calendarRules(slo, clock)),
    ...slo.objectives.map((objective) => budgetConstant(slo, objective)),
    {
      record: RECORDED.badIncrease,
      labels: {},
      expr: `${increase('total')} - ignoring (event) ${increase('good')}`,
    },
    {
      record: RECORDED.errorRatio,
      labels: {},
      expr: [
        `${RECORDED.badIncrease}{${select}} / ignoring (event) (${increase('total')} > 0)`,
        `or`,
        `${RECORDED.badIncrease}{${select}} * 0`,
      ].join('\n'),
    },
    {
      record: RECORDED.burnRate,
      labels: {},
      expr: `${RECORDED.errorRatio}{${select}}\n/ on (slo, objective) group_left () ${RECORDED.budget}{${select}}`,
    },
  ];
}

/** SLI, budget left and time to exhaustion of each clock. */
export function budgetRules(slo: Slo): Rule[] {
  return clocksOf(slo).flatMap(({ clock, objectives }) => {
    const select = selectObjectives(slo, objectives);
    const period = `${select},window=${quoted(periodLabel(clock))}`;
    const labels = { clock: clock.name };
    const left = `${RECORDED.budgetLeft}{${select},clock=${quoted(clock.name)}}`;
    const windows = [...new Set(tiersOf(slo, clock.name).map(({ longSeconds }) => windowLabel(longSeconds)))];
    const burn = `${RECORDED.burnRate}{${select},window=~${quoted(windows.join('|'))}}`;
    const exhaustion: Rule = {
      record: RECORDED.timeToExhaustion,
      labels,
      expr: [
        `${clock.periodSeconds} * (${left} > 0)`,
        `/ on (slo, objective) group_right () ${burn}`,
        `or on (slo, objective, window)`,
        `${burn} * 0`,
      ].join('\n'),
    };
    return [
      { record: RECORDED.sli, labels, expr: `1 - sum without (window) (${RECORDED.errorRatio}{${period}})` },
      { record: RECORDED.budgetLeft, labels, expr: `1 - sum without (window) (${RECORDED.burnRate}{${period}})` },
      ...(windows.length > 0 ? [exhaustion] : []),
    ];
  });
}

/** A calendar period begins with the counter's value at its first evaluation; which period it was is remembered beside. */
function calendarRules(slo: Slo, { calendar, periodSeconds }: Clock): Rule[] {
  if (!calendar) return [];
  const label = windowLabel(periodSeconds, true);
  const select = selectSlo(slo);
  const counter = `${RECORDED.events}{${select},source=""}`;
  const number = `floor((vector(time()) - ${Date.parse(calendar.startTime) / 1000}) / ${periodSeconds})`;
  const periodStart = `${RECORDED.periodStart}{${select},window=${quoted(label)}}`;
  const lastNumber = `last_over_time(${RECORDED.periodNumber}{${select},window=${quoted(label)}}[${MEMORY}] offset 1s)`;
  return [
    {
      record: RECORDED.periodStart,
      labels: { slo: slo.name, window: label },
      expr: [
        `last_over_time(${periodStart}[${MEMORY}] offset 1s)`,
        `and on () (${number} == on () ${lastNumber})`,
        `or on (objective, event) max by (objective, event) (${RECORDED.events}{${select}} offset 1s)`,
        `or on (objective, event) ${counter}`,
      ].join('\n'),
    },
    { record: RECORDED.periodNumber, labels: { slo: slo.name, window: label }, expr: number },
    {
      record: RECORDED.increase,
      labels: { slo: slo.name, window: label },
      expr: `clamp_min(${counter} - on (slo, objective, event) ${periodStart}, 0)`,
    },
  ];
}

function budgetConstant(slo: Slo, objective: Objective): Rule {
  return {
    record: RECORDED.budget,
    labels: labelsOf(slo, objective),
    expr: `vector(${rounded(1 - objective.target)})`,
  };
}

/** What does not change, for those who show it. */
export function constantRules(slo: Slo): Rule[] {
  return [
    ...slo.objectives.map((objective) => ({
      record: RECORDED.target,
      labels: labelsOf(slo, objective),
      expr: `vector(${objective.target})`,
    })),
    ...clocksOf(slo).flatMap(({ clock, objectives }) => objectives.map((objective) => infoRule(slo, objective, clock))),
  ];
}

function infoRule(slo: Slo, objective: Objective, clock: Clock): Rule {
  return {
    record: RECORDED.info,
    labels: {
      ...labelsOf(slo, objective),
      clock: clock.name,
      service: slo.service,
      display_name: slo.displayName,
      period: periodLabel(clock),
    },
    expr: 'vector(1)',
  };
}

function clockKey({ name, periodSeconds, calendar }: Clock): string {
  return [name, periodSeconds, calendar?.startTime ?? ''].join(' ');
}

/** How long Prometheus may be away and still know in which calendar period it was. */
const MEMORY = '1h';
