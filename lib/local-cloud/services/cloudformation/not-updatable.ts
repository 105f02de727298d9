import { validationError } from './deps';
import type { Stack } from './state';

/** CloudFormation's refusal while a stack is being worked on, or in a state that no update leads out of. */
export function notUpdatable(stack: Stack) {
  return validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
}
