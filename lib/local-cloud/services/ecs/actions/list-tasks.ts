import { z } from 'zod';
import { action } from '../deps';
import { serviceNotFound } from '../errors';
import { findCluster, serviceIn } from '../find';
import { paginate } from '../paginate';
import { page } from '../schemas/common';
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
  run({ state, clock, timing }, { cluster: clusterName, serviceName, family, startedBy, ...input }) {
    const cluster = findCluster(state, clusterName);
    const service = serviceName === undefined ? undefined : serviceIn(cluster, serviceName);
    if (serviceName !== undefined && service === undefined) throw serviceNotFound();
    forgetStoppedTasks(cluster, timing.stoppedTaskRetention, clock.now());
    const { desiredStatus = 'RUNNING', launchType = 'FARGATE', ...paging } = input;
    const tasks = [...cluster.tasks.values()];
    const arns = (desiredStatus === 'STOPPED' ? tasks.reverse() : tasks)
      .filter(
        (task) =>
          task.desired === desiredStatus &&
          launchType === 'FARGATE' &&
          (service === undefined || task.service === service) &&
          (family === undefined || task.definition.family === family) &&
          (startedBy === undefined || task.startedBy === startedBy),
      )
      .map((task) => task.arn);
    const { page: taskArns, nextToken } = paginate(arns, paging);
    return { taskArns, nextToken };
  },
});
