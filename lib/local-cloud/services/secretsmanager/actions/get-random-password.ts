import { z } from 'zod';
import { action } from '../deps';
import { passwordRules, randomPassword } from '../random-password';

export const getRandomPassword = action({
  name: 'GetRandomPassword',
  input: z.strictObject(passwordRules),
  run: (_deps, input) => ({ RandomPassword: randomPassword(input) }),
});
