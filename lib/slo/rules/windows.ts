import type { Clock, Objective, Slo, Tier } from '../model';
import { periodLabel, RECORDED, windowLabel } from '../names';
import { quoted } from '../promql';
import { amongObjectives, EVENT_COUNTER, increaseOver, selectSlo, selectSlos } from './counters';
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

/**
 * Events, error ratio and burn rate over every window; good and total are summed apart and divided last. A rule costs
 * Prometheus the same for one SLO as for ten, so each is for all SLOs that it concerns.
 */
export function windowRules(slos: readonly Slo[]): Rule[] {
  const select = selectSlos(slos);
  const increase = (event: string) => `${RECORDED.increase}{${select},event="${event}"}`;
  return [
    ...windowsOf(slos).map(([seconds, watched]) => ({
      record: RECORDED.increase,
      labels: { window: windowLabel(seconds) },
      expr: increaseOver(selectSlos(watched), seconds, EVENT_COUNTER),
    })),
    ...slos.flatMap((slo) => clocksOf(slo).flatMap(({ clock }) => calendarRules(slo, clock))),
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

/** Every rolling window in seconds, ascending, with the SLOs that are looked at through it. */
function windowsOf(slos: readonly Slo[]): [seconds: number, slos: Slo[]][] {
  const windows = new Map<number, Slo[]>();
  for (const slo of slos) {
    for (const seconds of rollingWindows(slo)) windows.set(seconds, [...(windows.get(seconds) ?? []), slo]);
  }
  return [...windows].sort(([a], [b]) => a - b);
}

/** SLI, budget left and time to exhaustion of each clock: no two rules may record the same name and labels. */
export function budgetRules(slos: readonly Slo[]): Rule[] {
  const budgets = budgetsOf(slos);
  const clocks = [...new Set(budgets.map(({ clock }) => clock.name))];
  return clocks.flatMap((clock) => {
    const ofClock = budgets.filter((one) => one.clock.name === clock);
    const watched = ofClock.filter(({ windows }) => windows.length > 0);
    const rule = (record: string, exprs: readonly string[]): Rule => ({
      record,
      labels: { clock },
      expr: either(exprs),
    });
    return [
      rule(
        RECORDED.sli,
        ofClock.map((one) => inPeriod(one, RECORDED.errorRatio)),
      ),
      rule(
        RECORDED.budgetLeft,
        ofClock.map((one) => inPeriod(one, RECORDED.burnRate)),
      ),
      ...(watched.length > 0 ? [rule(RECORDED.timeToExhaustion, watched.map(timeToExhaustion))] : []),
    ];
  });
}

function inPeriod({ clock, select }: Budgets, bad: string): string {
  return `1 - sum without (window) (${bad}{${select},window=${quoted(periodLabel(clock))}})`;
}

function timeToExhaustion({ clock, select, windows }: Budgets): string {
  const left = `${RECORDED.budgetLeft}{${select},clock=${quoted(clock.name)}}`;
  const burn = `${RECORDED.burnRate}{${select},window=~${quoted(windows.join('|'))}}`;
  return [
    `${clock.periodSeconds} * (${left} > 0)`,
    `/ on (slo, objective) group_right () ${burn}`,
    `or on (slo, objective, window)`,
    `${burn} * 0`,
  ].join('\n');
}

function either(exprs: readonly string[]): string {
  return exprs.length === 1 ? (exprs[0] ?? '') : exprs.map((expr) => `(${expr})`).join('\nor\n');
}

interface Budgets {
  readonly clock: Clock;
  /** The matchers of all objectives with such a budget. */
  readonly select: string;
  /** Labels of the windows that tell when the budget is spent. */
  readonly windows: readonly string[];
}

/** SLOs that count the same budget in the same way, by the same clock, share its rules. */
function budgetsOf(slos: readonly Slo[]): Budgets[] {
  const alike = new Map<string, Omit<Budgets, 'select'> & { readonly objectives: string; readonly slos: Slo[] }>();
  for (const slo of slos) {
    for (const { clock, objectives: counted } of clocksOf(slo)) {
      const windows = [...new Set(tiersOf(slo, clock.name).map(({ longSeconds }) => windowLabel(longSeconds)))];
      const objectives = amongObjectives(slo, counted);
      const key = [clockKey(clock), objectives, ...windows].join(' ');
      alike.set(key, { clock, windows, objectives, slos: [...(alike.get(key)?.slos ?? []), slo] });
    }
  }
  return [...alike.values()].map(({ clock, windows, objectives, slos: sharing }) => ({
    clock,
    windows,
    select: selectSlos(sharing) + objectives,
  }));
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
