import { afterTaskEnd, afterTaskHealthy, afterTaskRunning, standingOf } from '../../scheduler';
import { taskView } from './service-view';
import type { DeploymentRecord, TaskRecord } from './state';

/** Counts a task that has begun to stop: may be a failure of its deployment. */
export function tallyEnd(task: TaskRecord, healthyAfter: number, now: number): void {
  const deployment = deploymentOfTask(task);
  if (deployment === undefined) return;
  const end = {
    everRan: task.startedAt !== undefined,
    everHealthy: wasHealthy(task, healthyAfter, now),
    onRequest: isOnRequest(task),
  };
  Object.assign(deployment, afterTaskEnd(deployment, end, now), { updatedAt: now });
}

/** Counts a task that runs, or is healthy: earlier failures weigh less then. */
export function tallyProgress(task: TaskRecord): void {
  const deployment = deploymentOfTask(task);
  if (deployment === undefined || task.state !== 'RUNNING') return;
  Object.assign(deployment, afterTaskRunning(deployment));
  if (task.health !== 'HEALTHY') return;
  const resets = task.service?.deploymentConfiguration.deploymentCircuitBreaker?.resetOnHealthyTask !== false;
  Object.assign(deployment, afterTaskHealthy(deployment, resets));
}

function deploymentOfTask(task: TaskRecord): DeploymentRecord | undefined {
  return task.service?.deployments.find(({ id }) => id === task.deploymentId);
}

function isOnRequest(task: TaskRecord): boolean {
  if (task.stopCode === 'UserInitiated') return true;
  return task.stopCode === 'ServiceSchedulerInitiated' && task.health !== 'UNHEALTHY';
}

/** A task without a health check was healthy when it ran long enough, whatever state it is in now. */
function wasHealthy(task: TaskRecord, healthyAfter: number, now: number): boolean {
  if (task.everHealthy) return true;
  if (task.startedAt === undefined) return false;
  return standingOf({ ...taskView(task), state: 'RUNNING' }, healthyAfter, now) === 'healthy';
}
