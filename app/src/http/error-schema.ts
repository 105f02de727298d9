import * as z from 'zod';
import type { Answer } from '../routes/route';

/** The body of every error answer. */
export const ERROR_SCHEMA = z.strictObject({
  error: z.strictObject({
    code: z.string().describe('for programs'),
    message: z.string().describe('for people'),
    requestId: z.string().describe('the same as in X-Request-Id and in the log'),
  }),
});

/** An answer that is an error, as an operation declares it. */
export function errorAnswer(description: string): Answer {
  return { description, schema: ERROR_SCHEMA };
}
