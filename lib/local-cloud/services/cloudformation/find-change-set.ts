import { AwsError } from '../../kernel/aws-error';
import type { CloudFormationDeps } from './deps';
import type { ChangeSet, Stack } from './state';

/** By ARN, or by name together with its stack; throws ChangeSetNotFoundException. */
export function findChangeSet(
  deps: Pick<CloudFormationDeps, 'state'>,
  nameOrId: string,
  stackName: string | undefined,
): { stack: Stack; changeSet: ChangeSet } {
  const stacks = stackName === undefined ? deps.state.all() : [deps.state.get(stackName)];
  for (const stack of stacks) {
    const changeSet = [...stack.changeSets.values()].find(
      (c) => c.id === nameOrId || (stackName && c.name === nameOrId),
    );
    if (changeSet) return { stack, changeSet };
  }
  throw new AwsError('ChangeSetNotFoundException', `ChangeSet [${nameOrId}] does not exist`, 404);
}
