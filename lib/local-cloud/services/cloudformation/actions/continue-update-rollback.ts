import { z } from 'zod';
import { queryBoolean, queryList } from '../../../kernel/query-input';
import { action, validationError } from '../deps';

export const continueUpdateRollback = action({
  name: 'ContinueUpdateRollback',
  input: z.strictObject({
    StackName: z.string(),
    RoleARN: z.string().optional(),
    ClientRequestToken: z.string().optional(),
    ResourcesToSkip: queryList(z.string()).default([]),
    /** Skips whatever fails again: `cdk rollback --force`. */
    ForceRollback: queryBoolean.default(false),
  }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    const { pending } = stack;
    if (!pending || stack.status !== 'UPDATE_ROLLBACK_FAILED') {
      throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not continue its update rollback.`);
    }
    const wrong = input.ResourcesToSkip.filter((id) => !pending.failed.includes(id));
    if (wrong.length > 0) {
      throw validationError(
        `ResourcesToSkip: [${wrong.join(', ')}] failed no roll-back and can not be skipped; [${pending.failed.join(', ')}] did`,
      );
    }
    const skip = input.ForceRollback ? ('failing' as const) : input.ResourcesToSkip;
    stack.operation = deps.engine.rollBack(stack, pending, { skip, reason: 'User Initiated' });
    return {};
  },
});
