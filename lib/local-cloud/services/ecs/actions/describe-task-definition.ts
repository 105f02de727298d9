import { z } from 'zod';
import { action } from '../deps';
import { clientError } from '../errors';
import { taskDefinitionOf } from '../find';

/** DescribeTaskDefinition: by ARN, `family:revision`, or family (its newest ACTIVE revision). */
export const describeTaskDefinition = action({
  name: 'DescribeTaskDefinition',
  input: z.strictObject({ taskDefinition: z.string(), include: z.array(z.literal('TAGS')).optional() }),
  run({ state }, { taskDefinition, include }) {
    const found = taskDefinitionOf(state, taskDefinition);
    if (found === undefined) throw clientError('Unable to describe task definition.');
    return { taskDefinition: found.definition, ...(include?.includes('TAGS') ? { tags: found.tags } : {}) };
  },
});
