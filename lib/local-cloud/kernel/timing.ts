/** Every wait that AWS makes, in milliseconds. Small by default, zero in most tests. */
export interface Timing {
  /** PROVISIONING: attaching the network interface. */
  readonly provisioning: number;
  /** DEACTIVATING: from Cloud Map's deregistration to SIGTERM. */
  readonly deactivating: number;
  /** DEPROVISIONING: detaching the network interface. */
  readonly deprovisioning: number;
  /** How long a task without a health check must run to count as healthy (40 s on ECS). */
  readonly healthyAfter: number;
  /** First pause of the back-off for tasks that never reach RUNNING; doubles up to `restartBackoffMax`. */
  readonly restartBackoff: number;
  readonly restartBackoffMax: number;
  /** How long a STOPPED task can still be described (1 h on ECS). */
  readonly stoppedTaskRetention: number;
  /** The longest that DescribeStacks is held back while a stack is being worked on (0 answers at once). */
  readonly describeStacksHold: number;
}

export const LAPTOP_TIMING: Timing = {
  provisioning: 0,
  deactivating: 0,
  deprovisioning: 0,
  healthyAfter: 1_000,
  restartBackoff: 1_000,
  restartBackoffMax: 60_000,
  stoppedTaskRetention: 3_600_000,
  describeStacksHold: 25_000,
};
