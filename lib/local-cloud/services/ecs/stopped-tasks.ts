import type { ClusterRecord } from './state';

/** ECS forgets a STOPPED task after an hour; so that a crash loop stays small, we also keep only the last of them. */
const MOST_STOPPED_TASKS = 1_000;

/** Forgets the tasks of a cluster that have been STOPPED for too long, or that are too many. */
export function forgetStoppedTasks(
  { tasks, stoppedTasks }: Pick<ClusterRecord, 'tasks' | 'stoppedTasks'>,
  retention: number,
  now: number,
): void {
  for (const task of stoppedTasks) {
    const isOld = now - (task.stoppedAt ?? now) > retention;
    if (!isOld && stoppedTasks.size <= MOST_STOPPED_TASKS) return;
    stoppedTasks.delete(task);
    tasks.delete(task.id);
  }
}
