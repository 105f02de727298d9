import type { Timing } from '../kernel/timing';

/** Failed starts in a row after which ECS says that the service cannot consistently start tasks. */
export const IMPAIRED_AFTER = 2;

/** What is known of a deployment's tasks that stopped without ever being RUNNING. */
export interface StartFailures {
  /** In a row: a task that reaches RUNNING sets it back to 0. */
  readonly count: number;
  /** Milliseconds since the epoch; meaningless while `count` is 0. */
  readonly lastAt: number;
}

export const NO_START_FAILURES: StartFailures = { count: 0, lastAt: 0 };

/** When the next task may be started: the pause doubles with each failed start up to `restartBackoffMax`. */
export function nextStartAt(
  failures: StartFailures,
  timing: Pick<Timing, 'restartBackoff' | 'restartBackoffMax'>,
): number {
  if (failures.count === 0) return 0;
  const pause = timing.restartBackoff * 2 ** Math.min(failures.count - 1, 30);
  return failures.lastAt + Math.min(pause, timing.restartBackoffMax);
}
