import { z } from 'zod';
import { action } from '../deps';
import { secretOnWire } from '../wire';

export const listSecrets = action({
  name: 'ListSecrets',
  input: z.strictObject({
    MaxResults: z.number().int().min(1).max(100).optional(),
    // No deleted secret is kept, so there is none to leave out.
    IncludePlannedDeletion: z.boolean().optional(),
  }),
  run: ({ state }) => ({ SecretList: [...state.secrets.values()].map(secretOnWire) }),
});
