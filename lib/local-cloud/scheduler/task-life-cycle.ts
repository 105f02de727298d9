/** ECS's task states, in the order in which a task goes through them. */
export const TASK_STATES = [
  'PROVISIONING',
  'PENDING',
  'ACTIVATING',
  'RUNNING',
  'DEACTIVATING',
  'STOPPING',
  'DEPROVISIONING',
  'STOPPED',
] as const;

export type TaskState = (typeof TASK_STATES)[number];

/** ECS's own codes for why a task stopped, as far as they can happen here. */
export type StopCode = 'TaskFailedToStart' | 'EssentialContainerExited' | 'UserInitiated' | 'ServiceSchedulerInitiated';

/** The way down from each state: a task that has no containers yet has none to stop. */
const NEXT_WHEN_STOPPING: Readonly<Record<TaskState, TaskState>> = {
  PROVISIONING: 'DEPROVISIONING',
  PENDING: 'STOPPING',
  ACTIVATING: 'DEACTIVATING',
  RUNNING: 'DEACTIVATING',
  DEACTIVATING: 'STOPPING',
  STOPPING: 'DEPROVISIONING',
  DEPROVISIONING: 'STOPPED',
  STOPPED: 'STOPPED',
};

/** Where a task that shall stop goes from here. */
export function nextWhenStopping(state: TaskState): TaskState {
  return NEXT_WHEN_STOPPING[state];
}

/** Whether a task may go from one state to another: only forward, and never up again once it is on its way down. */
export function mayBecome(from: TaskState, to: TaskState): boolean {
  return TASK_STATES.indexOf(to) > TASK_STATES.indexOf(from);
}

/** Whether a task in this state counts towards `maximumPercent`: ECS counts RUNNING and everything before it. */
export function occupies(state: TaskState): boolean {
  return TASK_STATES.indexOf(state) <= TASK_STATES.indexOf('RUNNING');
}

/** Whether ECS reports the state as pending in a service's counts. */
export function isPending(state: TaskState): boolean {
  return state === 'PROVISIONING' || state === 'PENDING' || state === 'ACTIVATING';
}
