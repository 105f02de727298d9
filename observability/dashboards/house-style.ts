import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';

/** What all panels have in common; a dashboard names these and no numbers of its own. */

/** The datasource's uid in provisioning/datasources. */
export const DATASOURCE = { type: 'prometheus', uid: 'prometheus' } as const;

/** Of a lab with `-c logs=loki` (grafana/logs/provisioning). */
export const LOG_DATASOURCE = { type: 'loki', uid: 'loki' } as const;

/** Grafana's grid is 24 columns wide. */
export const SIZE = {
  eighth: { w: 3, h: 6 },
  sixth: { w: 4, h: 6 },
  quarter: { w: 6, h: 6 },
  third: { w: 8, h: 8 },
  half: { w: 12, h: 8 },
  /** Beside three sixths. */
  halfRow: { w: 12, h: 6 },
  twoThirds: { w: 16, h: 8 },
  whole: { w: 24, h: 8 },
  logs: { w: 24, h: 14 },
  /** A line of text over a dashboard. */
  banner: { w: 24, h: 3 },
} as const;
export type Size = (typeof SIZE)[keyof typeof SIZE];

export const UNIT = {
  /** A ratio from 0 to 1, shown as percent. */
  ratio: 'percentunit',
  perSecond: 'reqps',
  seconds: 's',
  bytes: 'bytes',
  count: 'short',
  /** How many times faster than allowed. */
  times: 'suffix: ×',
} as const;
export type Unit = (typeof UNIT)[keyof typeof UNIT];

export const COLOUR = {
  good: 'green',
  warning: 'yellow',
  bad: 'red',
  synthetic: 'rgba(120, 120, 120, 0.35)',
  fault: 'orange',
  deployment: 'blue',
  stop: 'purple',
} as const;

/** Colours of a success rate, from the base upwards; the base has no value. */
export const SUCCESS_THRESHOLDS: Threshold[] = [
  { color: COLOUR.bad, value: null },
  { color: COLOUR.warning, value: 0.97 },
  { color: COLOUR.good, value: 0.99 },
];

/** Colours of what is left of a budget; below zero it is overspent. */
export const BUDGET_THRESHOLDS: Threshold[] = [
  { color: COLOUR.bad, value: null },
  { color: COLOUR.warning, value: 0 },
  { color: COLOUR.good, value: 0.25 },
];

/** Colours of a burn rate: at 1 the budget lasts exactly for its period. */
export const BURN_THRESHOLDS: Threshold[] = [
  { color: COLOUR.good, value: null },
  { color: COLOUR.warning, value: 1 },
  { color: COLOUR.bad, value: 6 },
];

/** Colours of something that should not be there at all. */
export const NONE_THRESHOLDS: Threshold[] = [
  { color: COLOUR.good, value: null },
  { color: COLOUR.bad, value: 1 },
];

/** Colours of something that must be there. */
export const SOME_THRESHOLDS: Threshold[] = [
  { color: COLOUR.bad, value: null },
  { color: COLOUR.good, value: 1 },
];

/** Colours of how long a budget lasts at the present burn, in seconds. */
export const EXHAUSTION_THRESHOLDS: Threshold[] = [
  { color: COLOUR.bad, value: null },
  { color: COLOUR.warning, value: 1800 },
  { color: COLOUR.good, value: 3600 },
];

/** A budget that does not burn lasts for ever; Grafana has no such number. */
export const FOR_EVER_SECONDS = 3_153_600_000;
