import { z } from 'zod';
import { action } from '../deps';
import { resourceOnWire } from '../wire';

export const describeStackResources = action({
  name: 'DescribeStackResources',
  input: z.strictObject({ StackName: z.string(), LogicalResourceId: z.string().optional() }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    return {
      StackResources: [...stack.resources.values()]
        .filter((resource) => input.LogicalResourceId === undefined || resource.logicalId === input.LogicalResourceId)
        .map((resource) => resourceOnWire(stack, resource)),
    };
  },
});
