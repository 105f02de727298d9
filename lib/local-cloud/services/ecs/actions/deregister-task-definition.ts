import { z } from 'zod';
import { lastPart } from '../arns';
import { action } from '../deps';
import { clientError } from '../errors';
import { taskDefinitionOf } from '../find';

/** DeregisterTaskDefinition: the revision is INACTIVE; services that use it keep running. */
export const deregisterTaskDefinition = action({
  name: 'DeregisterTaskDefinition',
  input: z.strictObject({ taskDefinition: z.string() }),
  run({ state, clock }, { taskDefinition }) {
    if (!/:\d+$/u.test(lastPart(taskDefinition))) throw clientError('Revision is missing.');
    const found = taskDefinitionOf(state, taskDefinition);
    if (found === undefined) throw clientError('Unable to describe task definition.');
    if (found.definition.status !== 'ACTIVE') throw clientError('The specified task definition is inactive.');
    found.definition = { ...found.definition, status: 'INACTIVE', deregisteredAt: new Date(clock.now()) };
    return { taskDefinition: found.definition };
  },
});
