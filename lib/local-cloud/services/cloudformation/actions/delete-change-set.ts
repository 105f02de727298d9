import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';

const names = { ChangeSetName: z.string().min(1), StackName: z.string().optional() };

export const deleteChangeSet = action({
  name: 'DeleteChangeSet',
  input: z.strictObject(names),
  run(deps, input) {
    const stack = input.StackName === undefined ? undefined : deps.state.get(input.StackName);
    const holder =
      stack ??
      deps.state.all().find(({ changeSets }) => [...changeSets.values()].some(({ id }) => id === input.ChangeSetName));
    if (!holder) return {};
    const changeSet = [...holder.changeSets.values()].find(
      (c) => c.id === input.ChangeSetName || c.name === input.ChangeSetName,
    );
    if (changeSet?.executionStatus === 'EXECUTE_IN_PROGRESS') {
      throw new AwsError(
        'InvalidChangeSetStatus',
        `An operation on ChangeSet [${changeSet.id}] is currently in progress.`,
      );
    }
    if (changeSet) holder.changeSets.delete(changeSet.name);
    return {};
  },
});
