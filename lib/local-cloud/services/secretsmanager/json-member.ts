import { AwsError } from '../../kernel/aws-error';
import type { SecretsState } from './state';

/** The value behind a container's `valueFrom`: a secret's ARN, or `arn:json-key:version-stage:version-id`. */
export function jsonMember(state: SecretsState, valueFrom: string): string {
  const parts = valueFrom.split(':');
  const { value } = state.get(parts.slice(0, 7).join(':'));
  const key = parts[7];
  if (!key) return value;
  try {
    const member: unknown = (JSON.parse(value) as Record<string, unknown>)[key];
    if (member !== undefined) return typeof member === 'string' ? member : JSON.stringify(member);
  } catch {
    // Falls through: the secret is not JSON.
  }
  throw new AwsError(
    'ResourceNotFoundException',
    `retrieved secret from Secrets Manager did not contain json key ${key}`,
  );
}
