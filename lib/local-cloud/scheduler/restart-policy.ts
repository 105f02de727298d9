/** A container's restart policy with its defaults filled in. */
export interface RestartPolicy {
  readonly ignoredExitCodes: readonly number[];
  /** Milliseconds that the container must have run. */
  readonly restartAttemptPeriod: number;
}

/** The policy of a container definition; undefined when the container is not to be restarted. */
export function restartPolicyOf(
  definition:
    | {
        readonly enabled?: boolean | undefined;
        readonly ignoredExitCodes?: readonly number[] | undefined;
        readonly restartAttemptPeriod?: number | undefined;
      }
    | undefined,
): RestartPolicy | undefined {
  if (definition?.enabled !== true) return undefined;
  return {
    ignoredExitCodes: definition.ignoredExitCodes ?? [],
    restartAttemptPeriod: (definition.restartAttemptPeriod ?? 300) * 1000,
  };
}

/**
 * Whether a container that exited is started again inside its task: it must have run for `restartAttemptPeriod`, and
 * its exit code must not be an ignored one. Source: ECS API reference, ContainerRestartPolicy.
 */
export function restarts(policy: RestartPolicy | undefined, exitCode: number, ranFor: number): boolean {
  if (policy === undefined || policy.ignoredExitCodes.includes(exitCode)) return false;
  return ranFor >= policy.restartAttemptPeriod;
}
