/** What a synthetic history depends on, and nothing else does: the same options make the same history. */
export interface HistoryOptions {
  /** How far back it goes, from 7 to 59. */
  readonly days: number;
  /** Any whole number; it moves the incidents, the noise and what is left of the budgets. */
  readonly seed: number;
  /** Its last moment, in seconds since 1970. */
  readonly endSeconds: number;
  /** Requests a second, on average, before the last six hours. */
  readonly rate: number;
  /** Requests a second in the last six hours: those of the class's own traffic, so that short windows see no step. */
  readonly lastHoursRate: number;
  /** Seconds to add to UTC for the time of day. */
  readonly utcOffsetSeconds: number;
}

/** What `lab backfill` does when nothing else is said. */
export const HISTORY_DEFAULTS = { days: 30, seed: 7, rate: 10 } as const;

/** Prometheus keeps 60 days (entrypoint.sh), and the last day must not fall out during a class. */
export const MOST_DAYS = 59;
/** Below this there is no room for incidents before the quiet days. */
export const FEWEST_DAYS = 7;

export const DAY_SECONDS = 86_400;
/** The real clock's period. */
export const MONTH_SECONDS = 30 * DAY_SECONDS;
/** No incident in the last four days: the longest alert window is three. */
export const QUIET_SECONDS = 4 * DAY_SECONDS;
/** At the end samples are as dense as live ones, so that windows of minutes work at once. */
export const DENSE_SECONDS = 6 * 3600;
export const STEP_SECONDS = 60;
export const DENSE_STEP_SECONDS = 5;

/** The label that tells synthetic series from live ones. */
export const SYNTHETIC = { source: 'backfill' } as const;
