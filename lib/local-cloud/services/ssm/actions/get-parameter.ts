import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { action } from '../deps';

export const getParameter = action({
  name: 'GetParameter',
  input: z.strictObject({ Name: z.string().min(1), WithDecryption: z.boolean().optional() }),
  run({ state }, input, { account, region }) {
    const [name = '', version] = nameOf(input.Name).split(':');
    const parameter = state.get(name);
    if (version !== undefined && version !== String(parameter.version)) {
      throw new AwsError(
        'ParameterVersionNotFound',
        `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
      );
    }
    return {
      Parameter: {
        Name: parameter.name,
        Type: parameter.type,
        Value: parameter.value,
        Version: parameter.version,
        Selector: version === undefined ? undefined : `:${version}`,
        LastModifiedDate: parameter.modifiedAt,
        ARN: `arn:aws:ssm:${region}:${account}:parameter/${parameter.name.replace(/^\//, '')}`,
        DataType: 'text',
      },
    };
  },
});

/** A parameter can be asked for by its ARN too. */
function nameOf(nameOrArn: string): string {
  return /^arn:aws:ssm:[^:]*:\d*:parameter(\/.*)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
