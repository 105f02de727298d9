import { DENSE_STEP_SECONDS, type HistoryOptions } from '../../slo/history/options';
import type { BackfillOptions } from './options';

/** A history that ends now, in this machine's time of day. Never after now: live samples would be refused. */
export function historyOptions({ days, seed, rate, traffic }: BackfillOptions, now: Date): HistoryOptions {
  return {
    days,
    seed,
    rate,
    lastHoursRate: traffic,
    endSeconds: Math.floor(now.getTime() / 1000 / DENSE_STEP_SECONDS) * DENSE_STEP_SECONDS,
    utcOffsetSeconds: -now.getTimezoneOffset() * 60,
  };
}
