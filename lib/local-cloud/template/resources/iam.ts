import { z } from 'zod';
import { resourceId, suffix } from '../../kernel/ids';
import { generatedName, number, tags } from './common';
import { inertType } from './resource-type';

const document = z.record(z.string(), z.unknown());

/** Roles and policies are recorded, not enforced: the account has one user, who may do everything. */
export const role = inertType({
  type: 'AWS::IAM::Role',
  properties: z.strictObject({
    AssumeRolePolicyDocument: document,
    Description: z.string().optional(),
    ManagedPolicyArns: z.array(z.string()).optional(),
    MaxSessionDuration: number.optional(),
    Path: z.string().optional(),
    Policies: z.array(z.strictObject({ PolicyName: z.string(), PolicyDocument: document })).optional(),
    RoleName: z.string().optional(),
    Tags: tags,
  }),
  replaceOn: ['Path', 'RoleName'],
  physicalId: (properties, context) => properties.RoleName ?? generatedName(context),
  attributes: (name, properties, context) => ({
    Arn: `arn:aws:iam::${context.account}:role${properties.Path ?? '/'}${name}`,
    RoleId: `AROA${suffix(17)}`,
  }),
});

export const policy = inertType({
  type: 'AWS::IAM::Policy',
  properties: z.strictObject({
    PolicyDocument: document,
    PolicyName: z.string(),
    Roles: z.array(z.string()).optional(),
  }),
  replaceOn: [],
  physicalId: (_properties, context) => generatedName(context),
  attributes: () => ({ Id: resourceId('policy') }),
});
