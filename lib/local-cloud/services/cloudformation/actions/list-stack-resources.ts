import { z } from 'zod';
import { action } from '../deps';
import { resourceOnWire } from '../wire';

export const listStackResources = action({
  name: 'ListStackResources',
  input: z.strictObject({ StackName: z.string() }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    return {
      StackResourceSummaries: [...stack.resources.values()].map((resource) => {
        const { StackId: _id, StackName: _name, Timestamp, ...summary } = resourceOnWire(stack, resource);
        return { ...summary, LastUpdatedTimestamp: Timestamp };
      }),
    };
  },
});
