import { z } from 'zod';
import { action, type CloudFormationDeps } from '../deps';
import { isBusy, type Stack } from '../state';
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
      await endOrTimeout(stack, deps);
    }
    return { Stacks: [stackOnWire(stack)] };
  },
});

/** No timer is left when the stack is done first. */
async function endOrTimeout(stack: Stack, { clock, timing }: CloudFormationDeps): Promise<void> {
  const waits: (() => void)[] = [];
  const timeout = new Promise<void>((resolve) => {
    waits.push(clock.after(timing.describeStacksHold, resolve));
  });
  await Promise.race([stack.operation, timeout]);
  for (const cancel of waits) cancel();
}
