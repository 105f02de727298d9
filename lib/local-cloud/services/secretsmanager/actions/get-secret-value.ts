import { z } from 'zod';
import { action } from '../deps';

export const getSecretValue = action({
  name: 'GetSecretValue',
  input: z.strictObject({ SecretId: z.string(), VersionStage: z.literal('AWSCURRENT').optional() }),
  run({ state }, input) {
    const secret = state.get(input.SecretId);
    return {
      ARN: secret.arn,
      Name: secret.name,
      SecretString: secret.value,
      VersionId: secret.versionId,
      VersionStages: ['AWSCURRENT'],
      CreatedDate: secret.createdAt,
    };
  },
});
