import { actionOf } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import type { CredentialStore } from '../../kernel/credentials';

export interface StsDeps {
  readonly credentials: CredentialStore;
  readonly clock: Pick<Clock, 'now'>;
}

export const action = actionOf<StsDeps>();
