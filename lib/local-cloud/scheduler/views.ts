import type { ThresholdRule } from './circuit-breaker';
import type { Health } from './health-check';
import type { StartFailures } from './restart-backoff';
import type { TaskState } from './task-life-cycle';

export type RolloutState = 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

/** One deployment of a service, as the scheduler sees it. */
export interface DeploymentView {
  readonly id: string;
  readonly rolloutState: RolloutState;
  /** Tasks that stopped by themselves before they were ever healthy, as the circuit breaker counts. */
  readonly failedTasks: number;
  readonly startFailures: StartFailures;
}

/** One task of a service that is not STOPPED. */
export interface TaskView {
  readonly id: string;
  readonly deploymentId: string;
  readonly state: TaskState;
  /** False once somebody has decided that it shall stop. */
  readonly wanted: boolean;
  readonly hasHealthCheck: boolean;
  readonly health: Health;
  readonly createdAt: number;
  /** When it became RUNNING; absent before. */
  readonly startedAt?: number | undefined;
}

/** A service: what is wanted, and what is there. */
export interface ServiceView {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** Absent when the circuit breaker is off. */
  readonly circuitBreaker?: { readonly rollback: boolean; readonly threshold?: ThresholdRule | undefined } | undefined;
  /** The PRIMARY deployment. */
  readonly primary: DeploymentView;
  /** Older deployments that are still there, newest first. */
  readonly older: readonly DeploymentView[];
  /** Where the circuit breaker may go back to: the last deployment that was COMPLETED. */
  readonly lastCompleted?: string | undefined;
  /** The service is being deleted: everything stops. */
  readonly draining: boolean;
  readonly tasks: readonly TaskView[];
}

/** Why the scheduler stops a task. */
export type StopCause = 'scaling' | 'unhealthy' | 'deleting';

/** What the scheduler wants done, in this order. */
export type Decision =
  | { readonly kind: 'fail'; readonly deploymentId: string }
  | { readonly kind: 'roll-back'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'start';
      readonly deploymentId: string;
      readonly count: number;
      /** How many of them replace unhealthy tasks. */
      readonly replacing: number;
    }
  | { readonly kind: 'stop'; readonly taskIds: readonly string[]; readonly cause: StopCause }
  | { readonly kind: 'retire'; readonly deploymentId: string }
  | { readonly kind: 'complete'; readonly deploymentId: string };

/** One look at a service. */
export interface Plan {
  readonly decisions: readonly Decision[];
  /** Everything is as wanted, and every task healthy. */
  readonly steady: boolean;
  /** Starting is held back because tasks keep failing to start. */
  readonly impaired: boolean;
  /** The deployment configuration leaves no way to replace the older tasks. */
  readonly blocked: boolean;
  /** When time alone may change the plan (milliseconds since the epoch). */
  readonly wakeAt?: number | undefined;
}
