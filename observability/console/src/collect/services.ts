import type { ServiceView, TaskView } from '../snapshot';
import type { Service, Task } from './aws';

/** What ECS says, as the page shows it. */
export function servicesView(services: readonly Service[], tasks: readonly Task[]): ServiceView[] {
  return services.map((service) => ({
    name: service.serviceName ?? 'unknown',
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    deployments: (service.deployments ?? []).map(({ status, rolloutState, rolloutStateReason }) => ({
      status: status ?? 'unknown',
      rollout: rolloutState ?? 'unknown',
      reason: rolloutStateReason ?? null,
    })),
    tasks: tasks
      .filter(({ group }) => group === `service:${service.serviceName}`)
      .map(taskView)
      .sort(byLife),
  }));
}

function taskView(task: Task): TaskView {
  const details = task.attachments?.flatMap(({ details: pairs = [] }) => pairs) ?? [];
  return {
    id: task.taskArn?.split('/').pop() ?? 'unknown',
    status: task.lastStatus ?? 'unknown',
    health: task.healthStatus ?? 'UNKNOWN',
    address: details.find(({ name }) => name === 'privateIPv4Address')?.value ?? null,
    startedAt: task.startedAt?.toISOString() ?? null,
    stoppedAt: task.stoppedAt?.toISOString() ?? null,
    reason: task.stoppedReason ?? null,
    containers: (task.containers ?? []).map(({ name, lastStatus, reason, exitCode }) => ({
      name: name ?? 'unknown',
      // The one that writes the synthetic month has done its work; nobody is without it.
      status: exitCode === 0 ? 'DONE' : (lastStatus ?? 'unknown'),
      reason: reason ?? null,
    })),
  };
}

/** Those that live first; the stopped ones newest first. */
function byLife(a: TaskView, b: TaskView): number {
  if (a.stoppedAt === null || b.stoppedAt === null) {
    if (a.stoppedAt === b.stoppedAt) return (a.startedAt ?? '9').localeCompare(b.startedAt ?? '9');
    return a.stoppedAt === null ? -1 : 1;
  }
  return b.stoppedAt.localeCompare(a.stoppedAt);
}
