import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { SecretsState } from './state';

export interface SecretsDeps {
  readonly state: SecretsState;
  readonly clock: Pick<Clock, 'now'>;
}

export const action = actionOf<SecretsDeps>();
