import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { LogsState } from './state';

export interface LogsDeps {
  readonly state: LogsState;
  readonly clock: Pick<Clock, 'now'>;
}

export const action = actionOf<LogsDeps>();
