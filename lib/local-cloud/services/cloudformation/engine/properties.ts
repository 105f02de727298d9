import type { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import type { Properties, ResourceType } from '../../../template/resources/resource-type';

/** Properties as the type's schema makes them; throws CloudFormation's own sentence for an unknown or wrong one. */
export function validateProperties(type: ResourceType, logicalId: string, properties: Properties): Properties {
  const result = type.properties.safeParse(properties);
  if (result.success) return result.data;
  throw propertiesError(logicalId, result.error.issues.map(describe));
}

/** Refuses property names that the type does not know, before anything is made of them. */
export function refuseUnknownProperties(type: ResourceType, logicalId: string, properties: Properties): void {
  const unknown = Object.keys(properties).filter((name) => !Object.hasOwn(type.properties.shape, name));
  if (unknown.length > 0)
    throw propertiesError(
      logicalId,
      unknown.map((name) => `#: extraneous key [${name}] is not permitted`),
    );
}

function propertiesError(logicalId: string, lines: readonly string[]): AwsError {
  return new AwsError(
    'ValidationError',
    `Properties validation failed for resource ${logicalId} with message:\n${lines.join('\n')}`,
  );
}

function describe(issue: z.core.$ZodIssue): string {
  const pointer = ['#', ...issue.path].join('/');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${pointer}: extraneous key [${key}] is not permitted`).join('\n');
  }
  return `${pointer}: ${issue.message}`;
}
