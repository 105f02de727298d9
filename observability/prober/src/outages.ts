import type { ProbeResult } from './probe';

/**
 * Tells an outage once when it begins and once when it ends: a line for each probe would hide both.
 * @param say gets a message and its fields
 */
export function createOutageLog(
  say: (level: 'info' | 'warn', message: string, fields: object) => void,
): (result: ProbeResult) => void {
  let failed = 0;
  let reason: string | undefined;
  return ({ failure }) => {
    if (failure) {
      failed += 1;
      if (failure.reason === reason) return;
      reason = failure.reason;
      say('warn', 'the service does not answer from outside', { reason, detail: failure.detail });
    } else if (reason !== undefined) {
      say('info', 'the service answers from outside again', { failedProbes: failed });
      failed = 0;
      reason = undefined;
    }
  };
}
