import { z } from 'zod';
import { queryList } from '../../../kernel/query-input';
import { action, validationError } from '../deps';
import { isBusy } from '../state';

export const deleteStack = action({
  name: 'DeleteStack',
  input: z.strictObject({
    StackName: z.string(),
    RetainResources: queryList(z.string()).default([]),
    RoleARN: z.string().optional(),
    ClientRequestToken: z.string().optional(),
    DeploymentConfig: z.strictObject({ Mode: z.literal('STANDARD') }).optional(),
  }),
  run(deps, input) {
    const stack = deps.state.find(input.StackName);
    if (!stack || stack.status === 'DELETE_COMPLETE' || stack.status === 'DELETE_IN_PROGRESS') return {};
    // A creation is called off; anything else must come to its end first.
    if (isBusy(stack) && stack.status !== 'CREATE_IN_PROGRESS') {
      throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    }
    stack.operation = deps.engine.delete(stack, input.RetainResources);
    return {};
  },
});
