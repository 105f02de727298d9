import type { Clock, Objective, Tier } from './model';
import { durationText } from './duration-text';
import { percentText } from './promql';

/**
 * What the generated rules record. Every series has the label `slo` (the SLO's name) and `objective` (`objectiveLabel`).
 * Dashboards, the CLI and the console read these and never the raw counters, so that all say the same number.
 */
export const RECORDED = {
  /** Monotone count of events (or slices) since the rules were first loaded; label `event`: good or total. */
  events: 'slo:events:count',
  /** What each target's own counters said at the last evaluation: the state from which `events` grows. Internal. */
  seen: 'slo:events:seen',
  /** The count at which `events` began, written only then: when there was none in the 5 minutes before. Internal. */
  start: 'slo:events:start',
  /** `events` every 10 minutes, from which it goes on after Prometheus was away for longer than 5 minutes. Internal. */
  checkpoint: 'slo:events:checkpoint',
  /** Slices judged one by one: the events below `events` when the budget is counted in slices. Internal. */
  sliceEvents: 'slo:slice_events:count',
  /** `start` of `sliceEvents`. Internal. */
  sliceStart: 'slo:slice_events:start',
  /** `sliceEvents` within the last slice. Internal. */
  sliceIncrease: 'slo:slice_events:increase',
  /** `events` when the calendar period began, and which period that was; label `window`. Internal. */
  periodStart: 'slo:calendar_period:start',
  periodNumber: 'slo:calendar_period:number',
  /** Events in the last `window`; labels `event` and `window` (`windowLabel`). */
  increase: 'slo:events:increase',
  /** Bad events in the last `window`. */
  badIncrease: 'slo:bad_events:increase',
  /** Bad events ÷ all events in the last `window`: 0 to 1, and 0 without events. */
  errorRatio: 'slo:error_ratio',
  /** How many times faster than allowed the budget burns, in the last `window`: error ratio ÷ (1 − target). */
  burnRate: 'slo:burn_rate',
  /** Good events ÷ all events over the period of `clock`: 0 to 1, and 1 without events. */
  sli: 'slo:sli',
  /** What is left of the error budget of `clock`: 1 is all of it, 0 none, −0.34 overspent by 34 %. Never clamped. */
  budgetLeft: 'slo:error_budget:left',
  /** Seconds until the budget of `clock` is spent if it burns on as in the last `window`; +Inf at no burn, 0 when spent. */
  timeToExhaustion: 'slo:time_to_exhaustion:seconds',
  /** The target: 0.999. */
  target: 'slo:objective:ratio',
  /** 1 − target: 0.001. */
  budget: 'slo:error_budget:ratio',
  /** Always 1; labels `clock`, `service`, `display_name`, `period` (`windowLabel` of the clock's period). */
  info: 'slo:info',
} as const;

/** Label names of recorded series and alerts. */
export const SLO_LABELS = {
  slo: 'slo',
  objective: 'objective',
  /** `real` or `class`. */
  clock: 'clock',
  window: 'window',
  /** `good` or `total`. */
  event: 'event',
  /** Where a series comes from: absent when live, `backfill` when synthetic. */
  source: 'source',
} as const;

/** Labels that alerts have beside `slo`, `objective` and `clock`. */
export const ALERT_LABELS = {
  /** `burn` for the tiers of an SLO, `cause` for thresholds on one metric, `absence` for what is not there. */
  kind: 'kind',
  /** The tier's name, such as `page-fast`. */
  tier: 'tier',
  /** `page` or `ticket`. */
  action: 'action',
  /** P0 to P3. */
  severity: 'severity',
  /** The tier's windows, as `windowLabel` writes them. */
  longWindow: 'long_window',
  shortWindow: 'short_window',
} as const;

/** The `source` of synthetic history. */
export const BACKFILL_SOURCE = 'backfill';

/** How a clock is called wherever a person reads it. */
export const CLOCK_TITLES = { real: 'real month', class: 'class hour' } as const satisfies Record<
  Clock['name'],
  string
>;

/** The `objective` label: the target in percent, `99.9%`. Targets of one SLO are distinct, so it names the objective. */
export function objectiveLabel({ target }: Pick<Objective, 'target'>): string {
  return percentText(target);
}

/** The `window` label: `20s`, `1h`, `30d`; the window of a calendar period carries the word: `30d calendar`. */
export function windowLabel(seconds: number, calendar = false): string {
  return calendar ? `${durationText(seconds)} calendar` : durationText(seconds);
}

/** The window over which a clock's budget is counted. */
export function periodLabel({ periodSeconds, calendar }: Clock): string {
  return windowLabel(periodSeconds, calendar !== undefined);
}

/** A burn alert's name, with the clock in it: `SloBurnClassHourPageFast`. */
export function burnAlertName(clock: Clock['name'], tier: Pick<Tier, 'name'>): string {
  return `SloBurn${pascalCase(CLOCK_TITLES[clock])}${pascalCase(tier.name)}`;
}

/** Alerts that say that something is not there, and are not burn alerts. */
export const ABSENCE_ALERTS = {
  /** No series that the SLO counts exists. */
  metric: 'SloMetricAbsent',
  /** Prometheus has no target of a job that the lab needs, or none of them is up. */
  target: 'TargetAbsent',
} as const;

function pascalCase(words: string): string {
  return words
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word[0]!.toUpperCase() + word.slice(1))
    .join('');
}
