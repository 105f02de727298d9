import { bindActions, type ServiceDefinition } from '../../kernel/action';
import type { Clock } from '../../kernel/clock';
import { createSchedule } from './actions/create-schedule';
import { createScheduleGroup } from './actions/create-schedule-group';
import { deleteSchedule } from './actions/delete-schedule';
import { deleteScheduleGroup } from './actions/delete-schedule-group';
import { getSchedule } from './actions/get-schedule';
import { getScheduleGroup } from './actions/get-schedule-group';
import { listScheduleGroups } from './actions/list-schedule-groups';
import { listSchedules } from './actions/list-schedules';
import { updateSchedule } from './actions/update-schedule';
import { invalid } from './deps';
import { Dispatcher, type DispatcherOptions } from './dispatcher';
import { DEFAULT_GROUP, SchedulerState } from './state';

const ACTIONS = [
  createSchedule,
  createScheduleGroup,
  deleteSchedule,
  deleteScheduleGroup,
  getSchedule,
  getScheduleGroup,
  listScheduleGroups,
  listSchedules,
  updateSchedule,
];

export interface SchedulerOptions extends Omit<DispatcherOptions, 'state'> {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
}

/** EventBridge Scheduler: invokes API actions of the other services at the times that schedules name. */
export function createScheduler(options: SchedulerOptions): {
  readonly definition: ServiceDefinition;
  close(): Promise<void>;
} {
  const state = new SchedulerState();
  const dispatcher = new Dispatcher({ ...options, state });
  const now = new Date(options.clock.now());
  const arn = `arn:aws:scheduler:${options.region}:${options.account}:schedule-group/${DEFAULT_GROUP}`;
  state.groups.set(DEFAULT_GROUP, { arn, name: DEFAULT_GROUP, tags: [], createdAt: now, modifiedAt: now });
  return {
    close: () => Promise.resolve(dispatcher.close()),
    definition: {
      signingName: 'scheduler',
      protocol: 'rest-json',
      wireName: 'scheduler',
      actions: bindActions({ state, dispatcher, clock: options.clock }, ACTIONS),
      invalidInput: invalid,
    },
  };
}
