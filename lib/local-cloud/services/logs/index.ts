import { bindActions, type ServiceDefinition } from '../../kernel/action';
import { AwsError } from '../../kernel/aws-error';
import type { Clock } from '../../kernel/clock';
import type { LogSink } from '../ports';
import { createLogGroup } from './actions/create-log-group';
import { deleteLogGroup } from './actions/delete-log-group';
import { deleteRetentionPolicy } from './actions/delete-retention-policy';
import { describeLogGroups } from './actions/describe-log-groups';
import { describeLogStreams } from './actions/describe-log-streams';
import { filterLogEvents } from './actions/filter-log-events';
import { getLogEvents } from './actions/get-log-events';
import { putRetentionPolicy } from './actions/put-retention-policy';
import { LogsState } from './state';

const ACTIONS = [
  createLogGroup,
  deleteLogGroup,
  deleteRetentionPolicy,
  describeLogGroups,
  describeLogStreams,
  filterLogEvents,
  getLogEvents,
  putRetentionPolicy,
];

/** CloudWatch Logs: what containers print, kept while the cloud runs. */
export function createLogs(options: { readonly clock: Pick<Clock, 'now'> }): {
  readonly definition: ServiceDefinition;
  readonly sink: LogSink;
} {
  const state = new LogsState();
  return {
    sink: {
      append: ({ group, stream, timestamp, message }) =>
        state.append(group, stream, { timestamp, message, ingestionTime: options.clock.now() }),
    },
    definition: {
      signingName: 'logs',
      protocol: 'json-1.1',
      wireName: 'Logs_20140328',
      actions: bindActions({ state, clock: options.clock }, ACTIONS),
      invalidInput: (message) => new AwsError('InvalidParameterException', message),
    },
  };
}
