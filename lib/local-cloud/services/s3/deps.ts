import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { S3State } from './state';

export interface S3Deps {
  readonly state: S3State;
  readonly clock: Pick<Clock, 'now'>;
}

export const action = actionOf<S3Deps>();
