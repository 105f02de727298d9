import type { TaskView } from './views';

/** How a task counts: a task without a health check is healthy a while after it became RUNNING. */
export type Standing = 'starting' | 'healthy' | 'unhealthy';

/** What the scheduler may rely on this task for, now. */
export function standingOf(task: TaskView, healthyAfter: number, now: number): Standing {
  if (task.health === 'UNHEALTHY') return 'unhealthy';
  if (task.state !== 'RUNNING') return 'starting';
  if (task.hasHealthCheck) return task.health === 'HEALTHY' ? 'healthy' : 'starting';
  return now >= healthyAt(task, healthyAfter) ? 'healthy' : 'starting';
}

/** When a task without a health check starts to count as healthy; infinity where time alone does not decide. */
export function healthyAt(task: TaskView, healthyAfter: number): number {
  if (task.hasHealthCheck || task.startedAt === undefined) return Number.POSITIVE_INFINITY;
  return task.startedAt + healthyAfter;
}

const STOP_FIRST: Readonly<Record<Standing, number>> = { unhealthy: 0, starting: 1, healthy: 2 };

/** Tasks in the order in which they are given up: the unhealthy, then those that are only starting, then the oldest. */
export function byExpendability(tasks: readonly TaskView[], standing: (task: TaskView) => Standing): TaskView[] {
  return [...tasks].sort(
    (a, b) => STOP_FIRST[standing(a)] - STOP_FIRST[standing(b)] || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
  );
}
