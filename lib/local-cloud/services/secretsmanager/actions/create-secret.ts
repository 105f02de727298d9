import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { suffix, uuid } from '../../../kernel/ids';
import { action } from '../deps';

export const createSecret = action({
  name: 'CreateSecret',
  input: z.strictObject({
    Name: z.string().regex(/^[\w/+=.@-]{1,512}$/),
    SecretString: z.string(),
    Description: z.string().optional(),
    ClientRequestToken: z.string().optional(),
    Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional(),
  }),
  run({ state, clock }, input, { account, region }) {
    if ([...state.secrets.values()].some((secret) => secret.name === input.Name)) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${input.Name} already exists.`,
      );
    }
    const secret = {
      arn: `arn:aws:secretsmanager:${region}:${account}:secret:${input.Name}-${suffix(6)}`,
      name: input.Name,
      description: input.Description,
      tags: input.Tags ?? [],
      value: input.SecretString,
      versionId: uuid(),
      createdAt: new Date(clock.now()),
    };
    state.secrets.set(secret.arn, secret);
    return { ARN: secret.arn, Name: secret.name, VersionId: secret.versionId };
  },
});
