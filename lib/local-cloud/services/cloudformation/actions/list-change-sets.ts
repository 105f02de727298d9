import { z } from 'zod';
import { action } from '../deps';
import { changeSetOnWire } from '../wire';

export const listChangeSets = action({
  name: 'ListChangeSets',
  input: z.strictObject({ StackName: z.string() }),
  run(deps, input) {
    const stack = deps.state.get(input.StackName);
    return {
      Summaries: [...stack.changeSets.values()].map((changeSet) => {
        const {
          Changes: _changes,
          Parameters: _parameters,
          Tags: _tags,
          ...summary
        } = changeSetOnWire(stack, changeSet);
        return summary;
      }),
    };
  },
});
