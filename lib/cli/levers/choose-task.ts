import { LabError } from '../../model/errors';
import { runningTasks, type LabSnapshot } from '../snapshot/snapshot';
import type { TaskStatus } from '../status/lab-status';

/** The running task of a service whose id begins like `prefix`, or the first one. Throws a LabError when there is none, or several. */
export function chooseTask(snapshot: Pick<LabSnapshot, 'services'>, service: string, prefix?: string): TaskStatus {
  const running = runningTasks(snapshot, service);
  const [first, ...others] = running.filter(({ id }) => prefix === undefined || id.startsWith(prefix));
  if (first === undefined) {
    const ids = running.map(({ id }) => id.slice(0, 8)).join(', ') || 'none';
    const asked = prefix === undefined ? '' : ` whose id begins with "${prefix}"`;
    throw new LabError(
      'NoTask',
      `${service} has no running task${asked}; there are: ${ids}; start one with "npx lab scale 1"`,
    );
  }
  if (prefix !== undefined && others.length > 0) {
    throw new LabError('InvalidArgument', `--task "${prefix}" is the beginning of several tasks; give more of its id`);
  }
  return first;
}
