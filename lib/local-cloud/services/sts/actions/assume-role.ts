import { z } from 'zod';
import { queryInteger, queryTags } from '../../../kernel/query-input';
import { action } from '../deps';

/** Any role can be assumed: the account has one user, who owns it. */
export const assumeRole = action({
  name: 'AssumeRole',
  input: z.strictObject({
    RoleArn: z.string().regex(/^arn:aws:iam::\d{12}:role\/.+$/, 'must be the ARN of a role'),
    RoleSessionName: z.string().regex(/^[\w+=,.@-]{2,64}$/),
    DurationSeconds: queryInteger.default(3600),
    Tags: queryTags.optional(),
  }),
  run({ credentials, clock }, input, { account }) {
    const role = input.RoleArn.split('/').pop()!;
    const arn = `arn:aws:sts::${account}:assumed-role/${role}/${input.RoleSessionName}`;
    const expiresAt = clock.now() + input.DurationSeconds * 1000;
    const session = credentials.issue(arn, expiresAt);
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: new Date(expiresAt),
      },
      AssumedRoleUser: { AssumedRoleId: `${session.accessKeyId}:${input.RoleSessionName}`, Arn: arn },
    };
  },
});
