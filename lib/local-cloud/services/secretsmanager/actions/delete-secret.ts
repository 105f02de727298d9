import { z } from 'zod';
import { action } from '../deps';

/** Deletes at once: nothing outlives the local cloud, so a recovery window would promise what it cannot keep. */
export const deleteSecret = action({
  name: 'DeleteSecret',
  input: z.strictObject({
    SecretId: z.string(),
    ForceDeleteWithoutRecovery: z.literal(true, 'must be true: the local cloud keeps no deleted secrets'),
  }),
  run({ state, clock }, input) {
    const secret = state.get(input.SecretId);
    state.secrets.delete(secret.arn);
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(clock.now()) };
  },
});
