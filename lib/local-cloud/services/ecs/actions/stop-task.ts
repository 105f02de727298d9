import { z } from 'zod';
import { action } from '../deps';
import { findTask } from '../find';
import { describeTask } from '../wire/describe-task';

/** StopTask: answers at once, the task goes through DEACTIVATING and STOPPING; its service starts another. */
export const stopTask = action({
  name: 'StopTask',
  input: z.strictObject({
    cluster: z.string().optional(),
    task: z.string(),
    reason: z.string().max(1024).optional(),
  }),
  run({ state, controller, region }, { cluster, task: idOrArn, reason }) {
    const task = findTask(state, cluster, idOrArn);
    controller.stop(task, 'UserInitiated', reason ?? 'Task stopped by user');
    return { task: describeTask(task, region) };
  },
});
