import { z } from 'zod';
import { generatedName, tags } from './common';
import { inertType } from './resource-type';

const part = z.record(z.string(), z.unknown());

/** A repository is a name here: images of the lab are built from the project's folder, not pushed. */
export const repository = inertType({
  type: 'AWS::ECR::Repository',
  properties: z.strictObject({
    EmptyOnDelete: z.boolean().optional(),
    EncryptionConfiguration: part.optional(),
    ImageScanningConfiguration: part.optional(),
    ImageTagMutability: z.string().optional(),
    LifecyclePolicy: part.optional(),
    RepositoryName: z.string().optional(),
    RepositoryPolicyText: z.unknown().optional(),
    Tags: tags,
  }),
  replaceOn: ['RepositoryName', 'EncryptionConfiguration'],
  physicalId: (properties, context) => properties.RepositoryName ?? generatedName(context).toLowerCase(),
  attributes: (name, _properties, context) => ({
    Arn: `arn:aws:ecr:${context.region}:${context.account}:repository/${name}`,
    RepositoryUri: `${context.account}.dkr.ecr.${context.region}.amazonaws.com/${name}`,
  }),
});
