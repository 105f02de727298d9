import { z } from 'zod';
import { paginate } from '../../../kernel/paginate';
import { action } from '../deps';
import { invalidToken, serviceNotFound } from '../errors';
import { findCluster, serviceIn } from '../find';
import { page } from '../schemas/common';
import type { TaskRecord } from '../state';
import { forgetStoppedTasks } from '../stopped-tasks';

/**
 * ListTasks: ARNs of the tasks that are wanted RUNNING, or of those wanted STOPPED, by the filters given. AWS promises no
 * order; of stopped tasks the newest comes first, because the CDK CLI explains a failed deployment by the first one.
 */
export const listTasks = action({
  name: 'ListTasks',
  input: z.strictObject({
    cluster: z.string().optional(),
    serviceName: z.string().optional(),
    family: z.string().optional(),
    startedBy: z.string().optional(),
    desiredStatus: z.enum(['RUNNING', 'PENDING', 'STOPPED']).optional(),
    launchType: z.enum(['FARGATE', 'EC2', 'EXTERNAL']).optional(),
    ...page,
  }),
  run({ state, clock, timing }, input) {
    const { cluster: clusterName, serviceName, family, startedBy, nextToken: token, maxResults: limit } = input;
    const { desiredStatus = 'RUNNING', launchType = 'FARGATE' } = input;
    const cluster = findCluster(state, clusterName);
    const service = serviceName === undefined ? undefined : serviceIn(cluster, serviceName);
    if (serviceName !== undefined && service === undefined) throw serviceNotFound();
    forgetStoppedTasks(cluster, timing.stoppedTaskRetention, clock.now());
    const asked = (task: TaskRecord): boolean =>
      task.desired === desiredStatus &&
      launchType === 'FARGATE' &&
      (service === undefined || task.service === service) &&
      (family === undefined || task.definition.family === family) &&
      (startedBy === undefined || task.startedBy === startedBy);
    const tasks = desiredStatus === 'STOPPED' ? [...cluster.tasks.values()].reverse() : cluster.tasks.values();
    const { page: taskArns, next: nextToken } = paginate(arnsOf(tasks, asked), { token, limit }, invalidToken);
    return { taskArns, nextToken };
  },
});

function* arnsOf(tasks: Iterable<TaskRecord>, asked: (task: TaskRecord) => boolean): Generator<string> {
  for (const task of tasks) if (asked(task)) yield task.arn;
}
