import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';
import type { DeploymentView, ServiceView, TaskView, ThresholdRule } from '../../scheduler';
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './state';

/** The service as the scheduler sees it. */
export function viewOf(service: ServiceRecord): ServiceView {
  const [primary, ...older] = service.deployments;
  const { minimumHealthyPercent, maximumPercent, deploymentCircuitBreaker } = service.deploymentConfiguration;
  return {
    desiredCount: service.desiredCount,
    minimumHealthyPercent: minimumHealthyPercent ?? 100,
    maximumPercent: maximumPercent ?? 200,
    circuitBreaker: deploymentCircuitBreaker?.enable
      ? {
          rollback: deploymentCircuitBreaker.rollback === true,
          threshold: thresholdOf(deploymentCircuitBreaker.thresholdConfiguration),
        }
      : undefined,
    primary: deploymentView(primary!),
    older: older.map(deploymentView),
    lastCompleted: service.lastCompleted?.id,
    draining: service.status !== 'ACTIVE',
    tasks: [...service.liveTasks.values()].map(taskView),
  };
}

/** Whether a container with a health check decides over the task's health. */
export function hasHealthCheck(task: TaskRecord): boolean {
  return task.containers.some((container) => container.essential && container.definition.healthCheck !== undefined);
}

function deploymentView(deployment: DeploymentRecord): DeploymentView {
  const { id, rolloutState, failedTasks, startFailures } = deployment;
  return { id, rolloutState, failedTasks, startFailures };
}

/** One task as the scheduler sees it. */
export function taskView(task: TaskRecord): TaskView {
  return {
    id: task.id,
    deploymentId: task.deploymentId ?? '',
    state: task.state,
    wanted: task.desired === 'RUNNING',
    hasHealthCheck: hasHealthCheck(task),
    health: task.health,
    createdAt: task.createdAt,
    startedAt: task.startedAt,
  };
}

function thresholdOf(rule: DeploymentCircuitBreaker['thresholdConfiguration']): ThresholdRule | undefined {
  if (rule?.type === undefined || rule.value === undefined) return undefined;
  return { type: rule.type, value: rule.value };
}
