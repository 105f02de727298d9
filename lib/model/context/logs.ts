import { LabError } from '../errors';
import { shown } from './shown';

/** Where the app's log goes: CloudWatch Logs, or Loki, in the observability task. */
export type LogDestination = 'awslogs' | 'loki';

/** Reads the context's key `logs`; throws a LabError for what it does not know. */
export function readLogs(value: unknown): LogDestination {
  if (value === undefined || value === 'awslogs') return 'awslogs';
  if (value === 'loki') return 'loki';
  throw new LabError('BadLogs', `logs is ${shown(value)}; allowed: awslogs (the default), loki`);
}
