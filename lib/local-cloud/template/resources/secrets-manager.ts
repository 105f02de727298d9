import { z } from 'zod';
import { suffix } from '../../kernel/ids';
import { boolean, ignoreNotFound, mergedTags, number, tags } from './common';
import { resourceType, type ResourceContext } from './resource-type';

const generator = z.strictObject({
  ExcludeCharacters: z.string().optional(),
  ExcludeLowercase: boolean.optional(),
  ExcludeNumbers: boolean.optional(),
  ExcludePunctuation: boolean.optional(),
  ExcludeUppercase: boolean.optional(),
  GenerateStringKey: z.string().optional(),
  IncludeSpace: boolean.optional(),
  PasswordLength: number.optional(),
  RequireEachIncludedType: boolean.optional(),
  SecretStringTemplate: z.string().optional(),
});

export const secret = resourceType({
  type: 'AWS::SecretsManager::Secret',
  properties: z.strictObject({
    Description: z.string().optional(),
    GenerateSecretString: generator.optional(),
    Name: z.string().optional(),
    SecretString: z.string().optional(),
    Tags: tags,
  }),
  replaceOn: ['Name', 'GenerateSecretString', 'SecretString', 'Description'],
  async create(properties, context) {
    const { ARN } = await context.invoke<{ ARN: string }>('secretsmanager', 'CreateSecret', {
      Name: properties.Name ?? `${context.logicalId}-${suffix()}`,
      Description: properties.Description,
      Tags: mergedTags(properties.Tags, context),
      SecretString: properties.SecretString ?? (await generate(properties.GenerateSecretString ?? {}, context)),
    });
    return { physicalId: ARN, attributes: { Id: ARN } };
  },
  delete: ({ physicalId }, context) =>
    ignoreNotFound(
      context.invoke('secretsmanager', 'DeleteSecret', { SecretId: physicalId, ForceDeleteWithoutRecovery: true }),
    ),
});

async function generate(rules: z.output<typeof generator>, context: ResourceContext): Promise<string> {
  const { GenerateStringKey, SecretStringTemplate, ...passwordRules } = rules;
  const { RandomPassword } = await context.invoke<{ RandomPassword: string }>(
    'secretsmanager',
    'GetRandomPassword',
    passwordRules,
  );
  if (!GenerateStringKey) return RandomPassword;
  return JSON.stringify({
    ...(JSON.parse(SecretStringTemplate ?? '{}') as object),
    [GenerateStringKey]: RandomPassword,
  });
}
