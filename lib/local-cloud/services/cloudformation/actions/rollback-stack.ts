import { z } from 'zod';
import { queryBoolean } from '../../../kernel/query-input';
import { action, validationError } from '../deps';

export const rollbackStack = action({
  name: 'RollbackStack',
  input: z.strictObject({
    StackName: z.string(),
    RoleARN: z.string().optional(),
    ClientRequestToken: z.string().optional(),
    RetainExceptOnCreate: queryBoolean.default(false),
  }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    if (!stack.pending || !/^(CREATE|UPDATE)_FAILED$/.test(stack.status)) {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`);
    }
    const options = { retainExceptOnCreate: input.RetainExceptOnCreate, reason: 'User Initiated' };
    stack.operation = deps.engine.rollBack(stack, stack.pending, options);
    return { StackId: stack.id };
  },
});
