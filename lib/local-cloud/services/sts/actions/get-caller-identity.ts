import { z } from 'zod';
import { action } from '../deps';

export const getCallerIdentity = action({
  name: 'GetCallerIdentity',
  input: z.strictObject({}),
  run: (_deps, _input, { account, principal, accessKeyId }) => ({
    UserId: accessKeyId,
    Account: account,
    Arn: principal,
  }),
});
