import type { Failure } from '@aws-sdk/client-ecs';
import { z } from 'zod';
import { ecsArn, lastPart } from '../arns';
import { action } from '../deps';
import { findCluster, taskIn } from '../find';
import { forgetStoppedTasks } from '../stopped-tasks';
import { describeTask } from '../wire/describe-task';

/** DescribeTasks: a task that is not there (any more) is a failure in the answer, not an error. */
export const describeTasks = action({
  name: 'DescribeTasks',
  input: z.strictObject({
    cluster: z.string().optional(),
    tasks: z.array(z.string()).min(1, { error: 'Tasks cannot be empty.' }).max(100),
    include: z.array(z.literal('TAGS')).optional(),
  }),
  run({ state, account, region, clock, timing }, { cluster: clusterName, tasks, include }) {
    const cluster = findCluster(state, clusterName);
    forgetStoppedTasks(cluster, timing.stoppedTaskRetention, clock.now());
    const failures: Failure[] = [];
    const found = tasks.flatMap((idOrArn) => {
      const task = taskIn(cluster, idOrArn);
      if (task !== undefined) return [describeTask(task, region, include)];
      failures.push({
        arn: ecsArn({ account, region }, `task/${cluster.name}/${lastPart(idOrArn)}`),
        reason: 'MISSING',
      });
      return [];
    });
    return { tasks: found, failures };
  },
});
