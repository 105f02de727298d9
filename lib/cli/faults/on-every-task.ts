import { LabError } from '../../model/errors';
import { APP_SERVICE, PORTS } from '../../model/names';
import type { TaskStatus } from '../status/lab-status';
import { runningTasks, type LabSnapshot } from '../snapshot/snapshot';
import { faultsApi, type FaultsApi } from './faults-api';

/** The faults of one task, with the task. */
export interface TaskFaults {
  readonly task: TaskStatus;
  readonly api: FaultsApi;
}

/** A task that hangs shall not keep those who look at it. */
const TIMEOUT_MS = 2_000;

/** The running tasks of the app, each with its own faults. Throws a LabError when there is none that could be asked. */
export function faultsOfEveryTask(
  snapshot: Pick<LabSnapshot, 'services'>,
  token: string | undefined,
  port: number = PORTS.app,
): TaskFaults[] {
  const running = runningTasks(snapshot, APP_SERVICE);
  const tasks = running.flatMap((task) =>
    task.publicAddress === null
      ? []
      : [{ task, api: faultsApi(`http://${task.publicAddress}:${port}`, token, TIMEOUT_MS) }],
  );
  if (tasks.length > 0) return tasks;
  if (running.length > 0) {
    const many = running.length === 1 ? 'the task of the app has' : `the ${running.length} tasks of the app have`;
    throw new LabError(
      'NoAddress',
      `${many} no public address to send a fault to: in private subnets, behind a load balancer that lets no /chaos in; the ` +
        "console's hands set faults from inside (the path /sre/dashboard-ui), and so does FIS (docs/production.md)",
    );
  }
  throw new LabError(
    'NoTask',
    'no task of the app runs now; look with "npx lab status", and start one with "npx lab scale 1"',
  );
}
