import { z } from 'zod';
import { action } from '../deps';

export const getTemplate = action({
  name: 'GetTemplate',
  input: z.strictObject({
    StackName: z.string(),
    ChangeSetName: z.string().optional(),
    TemplateStage: z.enum(['Original', 'Processed']).optional(),
  }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    const changeSet = input.ChangeSetName === undefined ? undefined : stack.changeSets.get(input.ChangeSetName);
    return {
      TemplateBody: (changeSet?.desired ?? stack.deployed)?.templateBody ?? '{}',
      StagesAvailable: ['Original', 'Processed'],
    };
  },
});
