import { isPending } from '../../scheduler';
import type { TaskRecord } from './state';

/** How many tasks are wanted, and how many ECS reports as pending and as running. */
export interface TaskCount {
  wanted: number;
  pending: number;
  running: number;
}

/** Counts tasks, or those of one deployment, without a copy of the list: a service may have thousands. */
export function countTasks(tasks: Iterable<TaskRecord>, deploymentId?: string): TaskCount {
  const count: TaskCount = { wanted: 0, pending: 0, running: 0 };
  for (const task of tasks) {
    if (deploymentId !== undefined && task.deploymentId !== deploymentId) continue;
    const isWanted = task.desired === 'RUNNING';
    if (isWanted) count.wanted += 1;
    if (task.state === 'RUNNING') count.running += 1;
    else if (isWanted && isPending(task.state)) count.pending += 1;
  }
  return count;
}
