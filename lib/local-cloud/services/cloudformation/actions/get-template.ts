import { z } from 'zod';
import { action } from '../deps';
import { findChangeSet } from '../find-change-set';

export const getTemplate = action({
  name: 'GetTemplate',
  input: z.strictObject({
    StackName: z.string(),
    ChangeSetName: z.string().optional(),
    TemplateStage: z.enum(['Original', 'Processed']).optional(),
  }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    const deployed =
      input.ChangeSetName === undefined
        ? stack.deployed
        : findChangeSet(deps, input.ChangeSetName, stack.id).changeSet.desired;
    return {
      TemplateBody: deployed?.templateBody ?? '{}',
      StagesAvailable: ['Original', 'Processed'],
    };
  },
});
