import type { TaskRecord } from './state';

/**
 * An event of a service of thousands would otherwise be most of each DescribeServices answer (80 kB for 2,000 tasks). AWS
 * publishes no limit of its own.
 */
const MOST_NAMED_TASKS = 10;

/** What ECS writes into a service's events, word for word. */
export const eventText = {
  started: (service: string, taskIds: readonly string[], replacing: number) =>
    `(service ${service}) has started ${taskIds.length} tasks: ${list(taskIds)}.` +
    (replacing > 0 ? ` Amazon ECS replaced ${replacing} tasks due to an unhealthy status.` : ''),

  stopped: (service: string, taskIds: readonly string[]) =>
    `(service ${service}) has stopped ${taskIds.length} running tasks: ${list(taskIds)}.`,

  unhealthy: (service: string, taskId: string) =>
    `(service ${service}) (task ${taskId}) failed container health checks.`,

  notPlaced: (service: string, reason: string) =>
    `(service ${service}) was unable to place a task. Reason: ${reason.replace(/\.$/u, '')}.`,

  completed: (service: string, deploymentId: string) =>
    `(service ${service}) (deployment ${deploymentId}) deployment completed.`,

  failed: (service: string, deploymentId: string) =>
    `(service ${service}) (deployment ${deploymentId}) deployment failed: tasks failed to start.`,

  rollingBack: (service: string, deploymentId: string) =>
    `(service ${service}) rolling back to deployment ${deploymentId}.`,

  steady: (service: string) => `(service ${service}) has reached a steady state.`,

  impaired: (service: string) => `(service ${service}) is unable to consistently start tasks successfully.`,

  blocked: (service: string) =>
    `(service ${service}) was unable to stop or start tasks during a deployment because of the service deployment ` +
    `configuration. Update the minimumHealthyPercent or maximumPercent value and try again.`,

  /** Not one of ECS's: what DescribeTasks answers about a task that has ended, in a line. */
  ended: ({ id, definition, stopCode, stoppedReason, containers }: TaskRecord) =>
    `(task ${id}) of ${definition.family}:${definition.revision} has stopped: ${stopCode ?? ''} ${stoppedReason ?? ''}` +
    containers
      .map(({ name, exitCode, reason }) => `; ${name}: ${reason ?? `exit code ${exitCode ?? 'none'}`}`)
      .join(''),
};

/** Why a rollout is in the state it is in, word for word. */
export const rolloutReason = {
  inProgress: (deploymentId: string) => `ECS deployment ${deploymentId} in progress.`,
  completed: (deploymentId: string) => `ECS deployment ${deploymentId} completed.`,
  failed: () => 'ECS deployment circuit breaker: tasks failed to start.',
  rollingBack: (deploymentId: string) =>
    `ECS deployment circuit breaker: rolling back to deploymentId ${deploymentId}.`,
};

function list(taskIds: readonly string[]): string {
  return taskIds
    .slice(0, MOST_NAMED_TASKS)
    .map((id) => `(task ${id})`)
    .join(' ');
}
