import { DENSE_STEP_SECONDS, FEWEST_DAYS, MOST_DAYS, type HistoryOptions } from '../slo/history/options';

/** What may be said about a history; the rest follows from the moment. */
export interface HistorySettings {
  readonly days: number;
  readonly seed: number;
  /** Requests a second, on average. */
  readonly rate: number;
  /** Requests a second in the last six hours. */
  readonly traffic: number;
}

/** The lowest and the highest whole number that each may be. */
export const HISTORY_LIMITS = {
  days: [FEWEST_DAYS, MOST_DAYS],
  seed: [0, 2 ** 31],
  rate: [1, 1000],
  traffic: [1, 1000],
} as const satisfies Record<keyof HistorySettings, readonly [number, number]>;

/** A history that ends now, in this machine's time of day. Never after now: live samples would be refused. */
export function historyOptions({ days, seed, rate, traffic }: HistorySettings, now: Date): HistoryOptions {
  return {
    days,
    seed,
    rate,
    lastHoursRate: traffic,
    endSeconds: Math.floor(now.getTime() / 1000 / DENSE_STEP_SECONDS) * DENSE_STEP_SECONDS,
    utcOffsetSeconds: -now.getTimezoneOffset() * 60,
  };
}
