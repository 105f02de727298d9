import type { ClusterRecord } from './state';

/** ECS forgets a STOPPED task after an hour; so that a crash loop stays small, we also keep only the last of them. */
const MOST_STOPPED_TASKS = 1_000;

/** Forgets the tasks of a cluster that have been STOPPED for too long, or that are too many. */
export function forgetStoppedTasks(cluster: ClusterRecord, retention: number, now: number): void {
  const stopped = [...cluster.tasks.values()].filter((task) => task.state === 'STOPPED');
  const excess = stopped.length - MOST_STOPPED_TASKS;
  stopped.forEach((task, index) => {
    if (index < excess || now - (task.stoppedAt ?? now) > retention) cluster.tasks.delete(task.id);
  });
}
