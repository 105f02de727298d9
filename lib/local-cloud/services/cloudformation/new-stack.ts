import type { RequestContext } from '../../kernel/action';
import { uuid } from '../../kernel/ids';
import { validationError, type CloudFormationDeps } from './deps';
import type { Stack } from './state';

/** A stack without anything in it, not yet in the state; throws ValidationError for a name that cannot be one. */
export function newStack(
  deps: Pick<CloudFormationDeps, 'clock' | 'recorder'>,
  name: string,
  context: Pick<RequestContext, 'account' | 'region'>,
): Stack {
  checkName(name);
  const stack: Stack = {
    id: `arn:aws:cloudformation:${context.region}:${context.account}:stack/${name}/${uuid()}`,
    name,
    createdAt: new Date(deps.clock.now()),
    status: 'REVIEW_IN_PROGRESS',
    outputs: [],
    resources: new Map(),
    events: [],
    changeSets: new Map(),
    disableRollback: false,
    imports: new Set(),
    operation: Promise.resolve(),
  };
  deps.recorder.stack(stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

function checkName(name: string): void {
  const failed = `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must`;
  if (!/^[a-zA-Z][-a-zA-Z0-9]*$/.test(name)) {
    throw validationError(`${failed} satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`);
  }
  if (name.length > 128) throw validationError(`${failed} have length less than or equal to 128`);
}
