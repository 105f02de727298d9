import type { Failure, TaskDefinition } from '@aws-sdk/client-ecs';
import { z } from 'zod';
import { lastPart } from '../arns';
import { action } from '../deps';
import { taskDefinitionOf } from '../find';

/** DeleteTaskDefinitions: INACTIVE revisions go for good; their numbers are not used again. */
export const deleteTaskDefinitions = action({
  name: 'DeleteTaskDefinitions',
  input: z.strictObject({ taskDefinitions: z.array(z.string()).min(1).max(10) }),
  run({ state, clock }, { taskDefinitions }) {
    const deleted: TaskDefinition[] = [];
    const failures: Failure[] = [];
    for (const reference of taskDefinitions) {
      const found = /:\d+$/u.test(lastPart(reference)) ? taskDefinitionOf(state, reference) : undefined;
      if (found === undefined) {
        failures.push({ arn: reference, reason: 'The specified task definition does not exist.' });
      } else if (found.definition.status === 'ACTIVE') {
        failures.push({
          arn: found.arn,
          reason:
            'The specified task definition is still in ACTIVE status. Please deregister the target and try again.',
        });
      } else {
        state.families.get(found.family)?.splice(found.revision - 1, 1, undefined);
        deleted.push({ ...found.definition, status: 'DELETE_IN_PROGRESS', deleteRequestedAt: new Date(clock.now()) });
      }
    }
    return { taskDefinitions: deleted, failures };
  },
});
