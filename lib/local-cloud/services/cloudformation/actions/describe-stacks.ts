import { z } from 'zod';
import { delay } from '../../../kernel/clock';
import { action } from '../deps';
import { isBusy } from '../state';
import { stackOnWire } from '../wire';

/**
 * A stack that is asked for by its ARN while it is being worked on is answered when it is done, or after a while: the
 * CDK CLI asks only every five seconds, so a deploy ends when the stack does.
 */
export const describeStacks = action({
  name: 'DescribeStacks',
  input: z.strictObject({ StackName: z.string().optional() }),
  async run(deps, input) {
    if (input.StackName === undefined) {
      return {
        Stacks: deps.state
          .all()
          .filter((stack) => stack.status !== 'DELETE_COMPLETE')
          .map(stackOnWire),
      };
    }
    const stack = deps.state.get(input.StackName);
    if (input.StackName === stack.id && isBusy(stack) && deps.timing.describeStacksHold > 0) {
      await Promise.race([stack.operation, delay(deps.clock, deps.timing.describeStacksHold)]);
    }
    return { Stacks: [stackOnWire(stack)] };
  },
});
