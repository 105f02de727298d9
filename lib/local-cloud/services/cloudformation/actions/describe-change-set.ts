import { z } from 'zod';
import { queryBoolean } from '../../../kernel/query-input';
import { action } from '../deps';
import { changeSetOnWire } from '../wire';
import { findChangeSet } from '../find-change-set';

const names = { ChangeSetName: z.string().min(1), StackName: z.string().optional() };

export const describeChangeSet = action({
  name: 'DescribeChangeSet',
  input: z.strictObject({ ...names, IncludePropertyValues: queryBoolean.optional() }),
  run(deps, input) {
    const { stack, changeSet } = findChangeSet(deps, input.ChangeSetName, input.StackName);
    return changeSetOnWire(stack, changeSet);
  },
});
