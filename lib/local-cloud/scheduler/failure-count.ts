import { NO_START_FAILURES, type StartFailures } from './restart-backoff';

/** What a deployment remembers of how its tasks fared. */
export interface DeploymentTally {
  readonly failedTasks: number;
  readonly startFailures: StartFailures;
}

/** How a task of a deployment ended. */
export interface TaskEnd {
  readonly everRan: boolean;
  readonly everHealthy: boolean;
  /** The scheduler scaled it away or a user stopped it: nobody's failure. */
  readonly onRequest: boolean;
}

/**
 * A task fails for the circuit breaker when it stops by itself, or for its health, before it was ever healthy; for the
 * restart back-off only when it never was RUNNING: a crash afterwards is replaced at once.
 */
export function afterTaskEnd(tally: DeploymentTally, end: TaskEnd, now: number): DeploymentTally {
  if (end.onRequest) return tally;
  return {
    failedTasks: end.everHealthy ? tally.failedTasks : tally.failedTasks + 1,
    startFailures: end.everRan ? tally.startFailures : { count: tally.startFailures.count + 1, lastAt: now },
  };
}

/** A task became RUNNING: the next failed start waits no longer than the first did. */
export function afterTaskRunning(tally: DeploymentTally): DeploymentTally {
  return { ...tally, startFailures: NO_START_FAILURES };
}

/** A task became healthy: the circuit breaker counts from 0 again, unless `resetOnHealthyTask` is off. */
export function afterTaskHealthy(tally: DeploymentTally, resets: boolean): DeploymentTally {
  return resets ? { ...tally, failedTasks: 0 } : tally;
}
