import * as z from 'zod';

/** A user, as the API answers it. */
export const USER_SCHEMA = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  email: z.string(),
});
