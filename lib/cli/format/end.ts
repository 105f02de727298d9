import { NEVER, NIGHTLY, NIGHTLY_HOUR } from '../../model/expiry';
import { duration } from './duration';

/** When a lab ends, for people: `2026-11-21T15:00:00Z, in 2 h 5 m`. */
export function endText(ends: string, now: Date): string {
  if (ends === NEVER) return 'never by itself';
  if (ends === NIGHTLY) return `every night at ${NIGHTLY_HOUR}:00 of its time zone`;
  const left = Date.parse(ends) - now.getTime();
  return left > 0 ? `${ends}, in ${duration(left)}` : `ended at ${ends}; "npx lab scale" brings it back`;
}
