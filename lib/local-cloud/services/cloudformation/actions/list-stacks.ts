import { z } from 'zod';
import { queryList } from '../../../kernel/query-input';
import { action } from '../deps';
import { stackOnWire } from '../wire';

export const listStacks = action({
  name: 'ListStacks',
  input: z.strictObject({ StackStatusFilter: queryList(z.string()).default([]) }),
  run(deps, input) {
    const wanted = (status: string): boolean =>
      input.StackStatusFilter.length === 0 || input.StackStatusFilter.includes(status);
    return {
      StackSummaries: deps.state
        .all()
        .filter((stack) => wanted(stack.status))
        .map((stack) => {
          const { StackId, StackName, CreationTime, LastUpdatedTime, DeletionTime, StackStatus, StackStatusReason } =
            stackOnWire(stack);
          return { StackId, StackName, CreationTime, LastUpdatedTime, DeletionTime, StackStatus, StackStatusReason };
        }),
    };
  },
});
