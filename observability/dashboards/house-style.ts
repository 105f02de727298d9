/** What all panels have in common; a dashboard names these and no numbers of its own. */

/** The datasource's uid in provisioning/datasources. */
export const DATASOURCE = { type: 'prometheus', uid: 'prometheus' } as const;

/** Grafana's grid is 24 columns wide. */
export const SIZE = {
  third: { w: 8, h: 8 },
  twoThirds: { w: 16, h: 8 },
} as const;

export const UNIT = {
  /** A ratio from 0 to 1, shown as percent. */
  ratio: 'percentunit',
} as const;

/** Colours of a success rate, from the base upwards; the base has no value. */
export const SUCCESS_THRESHOLDS = [
  { color: 'red', value: null },
  { color: 'yellow', value: 0.97 },
  { color: 'green', value: 0.99 },
] as const;
