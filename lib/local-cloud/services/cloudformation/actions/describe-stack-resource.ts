import { z } from 'zod';
import { action, validationError } from '../deps';
import { resourceOnWire } from '../wire';

export const describeStackResource = action({
  name: 'DescribeStackResource',
  input: z.strictObject({ StackName: z.string(), LogicalResourceId: z.string() }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    const resource = stack.resources.get(input.LogicalResourceId);
    if (!resource) throw validationError(`Resource ${input.LogicalResourceId} does not exist for stack ${stack.name}`);
    const { Timestamp, ...detail } = resourceOnWire(stack, resource);
    return { StackResourceDetail: { ...detail, LastUpdatedTimestamp: Timestamp } };
  },
});
