import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { queryBoolean } from '../../../kernel/query-input';
import { action, validationError } from '../deps';
import { notUpdatable } from '../not-updatable';
import { isBusy } from '../state';
import { findChangeSet } from '../find-change-set';

const names = { ChangeSetName: z.string().min(1), StackName: z.string().optional() };

export const executeChangeSet = action({
  name: 'ExecuteChangeSet',
  input: z.strictObject({
    ...names,
    ClientRequestToken: z.string().optional(),
    DisableRollback: queryBoolean.default(false),
    RetainExceptOnCreate: queryBoolean.default(false),
  }),
  run(deps, input) {
    const { stack, changeSet } = findChangeSet(deps, input.ChangeSetName, input.StackName);
    if (changeSet.executionStatus !== 'AVAILABLE') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`,
      );
    }
    if (isBusy(stack)) throw notUpdatable(stack);
    if (stack.pending && !input.DisableRollback) {
      throw validationError(
        `This stack is currently in a non-terminal [${stack.status}] state. To update the stack from this state, please use the disable-rollback parameter with update-stack API. To rollback to the last known good state, use the rollback-stack API`,
      );
    }
    stack.disableRollback = input.DisableRollback;
    changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
    stack.changeSets.clear();
    stack.operation = deps.engine.deploy(stack, changeSet.desired, input);
    return {};
  },
});
