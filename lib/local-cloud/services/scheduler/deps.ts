import { actionOf } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import type { Dispatcher } from './dispatcher';
import type { SchedulerState } from './state';

export interface SchedulerDeps {
  readonly state: SchedulerState;
  readonly clock: Pick<Clock, 'now'>;
  readonly dispatcher: Pick<Dispatcher, 'arm' | 'disarm'>;
}

export const action = actionOf<SchedulerDeps>();

export function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
