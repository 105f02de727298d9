import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { SsmState } from './state';

export interface SsmDeps {
  readonly state: SsmState;
  readonly clock: Pick<Clock, 'now'>;
}

export const action = actionOf<SsmDeps>();
