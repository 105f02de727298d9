import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';

export const putParameter = action({
  name: 'PutParameter',
  input: z.strictObject({
    Name: z.string().regex(/^[a-zA-Z0-9_.\-/]{1,1011}$/, 'must be letters, digits and the characters _ . - /'),
    Value: z.string().min(1),
    Type: z.enum(['String', 'StringList'], 'the local cloud keeps String and StringList parameters').optional(),
    Overwrite: z.boolean().default(false),
  }),
  run({ state, clock }, input) {
    const existing = state.find(input.Name);
    if (existing && !input.Overwrite) {
      throw new AwsError(
        'ParameterAlreadyExists',
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
      );
    }
    const type = input.Type ?? existing?.type;
    if (!type) throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
    const version = (existing?.version ?? 0) + 1;
    state.put({ name: input.Name, value: input.Value, type, version, modifiedAt: new Date(clock.now()) });
    return { Version: version, Tier: 'Standard' };
  },
});
