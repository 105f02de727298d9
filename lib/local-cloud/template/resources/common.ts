import { z } from 'zod';
import { suffix } from '../../kernel/ids';
import type { ResourceContext } from './resource-type';

/** `[{ Key, Value }]`, as most types have it. */
export const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() })).optional();

export type Tags = z.output<typeof tags>;

/** Booleans and numbers may be written as text in a template. */
export const boolean = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);
export const number = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);

/** The name that CloudFormation makes for a resource without one: stack, logical id and a random end. */
export function generatedName(context: Pick<ResourceContext, 'stackName' | 'logicalId'>, maximumLength = 64): string {
  const end = `-${suffix()}`;
  return `${context.stackName}-${context.logicalId}`.slice(0, maximumLength - end.length) + end;
}

/** A resource's own tags over the stack's. */
export function mergedTags(own: Tags, context: Pick<ResourceContext, 'stackTags'>): { Key: string; Value: string }[] {
  return Object.entries({
    ...Object.fromEntries(context.stackTags.map((tag) => [tag.Key, tag.Value])),
    ...Object.fromEntries((own ?? []).map((tag) => [tag.Key, tag.Value])),
  }).map(([Key, Value]) => ({ Key, Value }));
}

/** The same as EC2 takes it. */
export function tagSpecification(type: string, own: Tags, context: Pick<ResourceContext, 'stackTags'>) {
  return [{ ResourceType: type, Tag: mergedTags(own, context) }];
}

/** Runs a deletion; a resource that is already gone is as good as deleted. */
export async function ignoreNotFound(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (!/NotFound/.test(code)) throw error;
  }
}
