import { AwsError } from '../../kernel/aws-error';
import type { ScheduleTarget } from './state';

/** An API action as a universal target names it. */
export interface UniversalTarget {
  /** `ecs` */
  readonly service: string;
  /** `UpdateService` */
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const UNIVERSAL = /^arn:aws[a-z-]*:scheduler:::aws-sdk:([a-z0-9-]+):([a-z][A-Za-z0-9]+)$/;

/** EventBridge Scheduler has no actions that only read (user guide, "Using universal targets"). */
const READS = /^(get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate)/;

/** The action behind a target; throws ValidationException for a target that could never be invoked. */
export function universalTarget({ Arn: arn, Input: input = '{}' }: ScheduleTarget): UniversalTarget {
  const [, service, action] = UNIVERSAL.exec(arn) ?? [];
  if (service === undefined || action === undefined) {
    throw invalid(
      `the local cloud has no templated targets, and ${arn} is none of arn:aws:scheduler:::aws-sdk:<service>:<action>`,
    );
  }
  if (READS.test(action)) throw invalid(`Provided Arn is not in correct format: ${arn} only reads.`);
  return {
    service,
    action: action.charAt(0).toUpperCase() + action.slice(1),
    input: apiMembers(service, inputOf(input)),
  };
}

function inputOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below, as for any text that is no object.
  }
  throw invalid('Invalid Input: a universal target takes a JSON object.');
}

/** The services whose API has `desiredCount`: a universal target writes all members alike, `DesiredCount`. */
const CAMEL_CASE = new Set(['ecs', 'logs']);

function apiMembers(service: string, value: Record<string, unknown>): Record<string, unknown> {
  if (!CAMEL_CASE.has(service)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toLowerCase() + name.slice(1), member]),
  );
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
