import type { z } from 'zod';
import type { ServiceDefinition } from '../kernel/action';

/** Checks an action's input against its schema; throws the service's own error, naming each member that is wrong. */
export function validateInput(service: ServiceDefinition, schema: z.ZodType, input: unknown): unknown {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw service.invalidInput(describeIssues(result.error.issues));
}

/** One sentence for all issues: `unsupported member Foo of Tags.0; Bar: Invalid input: …`. */
export function describeIssues(issues: readonly z.core.$ZodIssue[]): string {
  return issues.map(describeIssue).join('; ');
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const place = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const members = issue.keys.map((key) => (place ? `${place}.${key}` : key)).join(', ');
    return `the local cloud does not support the member ${members}`;
  }
  return place ? `${place}: ${issue.message}` : issue.message;
}
