import { parseDocument, type CollectionTag, type ScalarTag } from 'yaml';
import { z } from 'zod';
import { AwsError } from '../kernel/aws-error';
import { requireWithinLimits } from './limits';
import type { Template } from './template';

const deletionPolicy = z.enum(['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot']).default('Delete');
const replacePolicy = z.enum(['Delete', 'Retain', 'Snapshot']).default('Delete');
const number = z.coerce.number().optional();

const resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
  DeletionPolicy: deletionPolicy,
  UpdateReplacePolicy: replacePolicy,
  Metadata: z.unknown().optional(),
});

const parameter = z.strictObject({
  Type: z.string(),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.unknown()).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: number,
  MaxLength: number,
  MinValue: number,
  MaxValue: number,
  ConstraintDescription: z.string().optional(),
  NoEcho: z.boolean().optional(),
  Description: z.string().optional(),
});

const output = z.strictObject({
  Value: z.unknown(),
  Description: z.string().optional(),
  Export: z.strictObject({ Name: z.unknown() }).optional(),
  Condition: z.string().optional(),
});

const rule = z.strictObject({
  RuleCondition: z.unknown().optional(),
  Assertions: z.array(z.strictObject({ Assert: z.unknown(), AssertDescription: z.string().optional() })),
});

const template = z.strictObject({
  AWSTemplateFormatVersion: z.literal('2010-09-09').optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Rules: z.record(z.string(), rule).default({}),
  Resources: z.record(z.string(), resource),
  Outputs: z.record(z.string(), output).default({}),
});

/**
 * JSON or YAML text → template; throws CloudFormation's ValidationError for a text that is not one.
 * @param checkTypes sees each resource type once, before anything is said about a resource: a type that nobody knows
 * explains the rest
 */
export function parseTemplate(text: string, checkTypes: (types: readonly string[]) => void = () => {}): Template {
  const parsed = template.safeParse(parseText(text));
  if (!parsed.success) throw formatError(describe(parsed.error.issues[0]!));
  const body = parsed.data;
  requireWithinLimits(body);
  checkTypes([...new Set(Object.values(body.Resources).map(({ Type }) => Type))]);
  return {
    description: body.Description,
    parameters: mapValues(body.Parameters, (p) => ({
      type: p.Type,
      default: p.Default,
      allowedValues: p.AllowedValues,
      allowedPattern: p.AllowedPattern,
      minLength: p.MinLength,
      maxLength: p.MaxLength,
      minValue: p.MinValue,
      maxValue: p.MaxValue,
      constraintDescription: p.ConstraintDescription,
      noEcho: p.NoEcho,
      description: p.Description,
    })),
    mappings: body.Mappings,
    conditions: body.Conditions,
    rules: mapValues(body.Rules, (r) => ({
      condition: r.RuleCondition,
      assertions: r.Assertions.map((a) => ({ assert: a.Assert, description: a.AssertDescription })),
    })),
    resources: mapValues(body.Resources, (r, id) => ({
      type: r.Type,
      properties: r.Properties,
      dependsOn: typeof r.DependsOn === 'string' ? [r.DependsOn] : r.DependsOn,
      condition: r.Condition,
      deletionPolicy: withoutSnapshot(r.DeletionPolicy, `DeletionPolicy of resource ${id}`),
      updateReplacePolicy: withoutSnapshot(r.UpdateReplacePolicy, `UpdateReplacePolicy of resource ${id}`),
    })),
    outputs: mapValues(body.Outputs, (o) => ({
      value: o.Value,
      description: o.Description,
      exportName: o.Export?.Name,
      condition: o.Condition,
    })),
  };
}

/** No resource type of the local cloud has snapshots. */
function withoutSnapshot<Policy extends string>(
  policy: Policy | 'Snapshot',
  place: string,
): Exclude<Policy, 'Snapshot'> {
  if (policy === 'Snapshot') throw formatError(`the local cloud does not implement Snapshot as ${place}`);
  return policy as Exclude<Policy, 'Snapshot'>;
}

function parseText(text: string): unknown {
  const document = parseDocument(text, { customTags: SHORT_FORMS, schema: 'core', uniqueKeys: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) throw formatError(`YAML not well-formed. ${problem.message.split('\n')[0]}`);
  return document.toJS({ maxAliasCount: 100 });
}

const FUNCTIONS = ['Base64', 'Cidr', 'FindInMap', 'GetAZs', 'If', 'ImportValue', 'Join', 'Select', 'Split', 'Sub'];
const CONDITION_FUNCTIONS = ['And', 'Equals', 'Not', 'Or'];

/** `!Ref x` → `{ Ref: x }`, `!GetAtt a.b` → `{ 'Fn::GetAtt': ['a', 'b'] }`, in all three node kinds. */
const SHORT_FORMS: (ScalarTag | CollectionTag)[] = [
  ...['Ref', 'Condition'].map((name) => scalarTag(name, (value) => ({ [name]: value }))),
  scalarTag('GetAtt', (value) => ({ 'Fn::GetAtt': value.split(/\.(.*)/s, 2) })),
  ...[...FUNCTIONS, ...CONDITION_FUNCTIONS, 'GetAtt'].flatMap((name) => [
    ...(name === 'GetAtt' ? [] : [scalarTag(name, (value) => ({ [`Fn::${name}`]: value }))]),
    collectionTag(name, 'seq'),
    collectionTag(name, 'map'),
  ]),
];

function scalarTag(name: string, resolve: (value: string) => unknown): ScalarTag {
  return { tag: `!${name}`, resolve: (value) => resolve(value) };
}

function collectionTag(name: string, collection: 'seq' | 'map'): CollectionTag {
  return {
    tag: `!${name}`,
    collection,
    resolve: (node) => ({ [`Fn::${name}`]: node.toJSON() }),
  };
}

function describe(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('/');
  if (issue.code === 'unrecognized_keys') {
    return path === ''
      ? `Invalid template property or properties [${issue.keys.join(', ')}]`
      : `Invalid template resource property '${issue.keys[0]}' in ${path}`;
  }
  if (path === 'Resources') return 'At least one Resources member must be defined.';
  return `[/${path}] ${issue.message}`;
}

function formatError(message: string): AwsError {
  return new AwsError('ValidationError', `Template format error: ${message}`);
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T, key: string) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}
