import { LabError } from '../../model/errors';
import { APP_SERVICE, OBSERVABILITY_SERVICE } from '../../model/names';
import { dnsChanged, sliFalls, sliRecovered, targetUp, tasksRunning, tasksStopped } from '../follow/milestones';
import type { Milestone } from '../follow/plan';
import { serviceOf, type LabSnapshot } from '../snapshot/snapshot';
import type { ReachedLab } from '../status/reach-lab';
import type { Lever } from './pull-lever';

/** UpdateService with another number of tasks. When the app comes back, what watches it does, too: a lab that expired has neither. */
export function scaleLever({ api, cluster }: ReachedLab, before: LabSnapshot, service: string, count: number): Lever {
  if (service === OBSERVABILITY_SERVICE && count > 1) {
    throw new LabError(
      'InvalidArgument',
      `${service} cannot have ${count} tasks: two Prometheus servers would each hold half of the story; allowed: 0 or 1`,
    );
  }
  const status = serviceOf(before, service);
  if (status === undefined) throw new LabError('NoService', `there is no service ${service}; deploy the lab first`);
  const isWatchedAgain =
    service === APP_SERVICE && count > 0 && serviceOf(before, OBSERVABILITY_SERVICE)?.desired === 0;
  const changes = [{ service, count }, ...(isWatchedAgain ? [{ service: OBSERVABILITY_SERVICE, count: 1 }] : [])];
  const watcher = isWatchedAgain || (serviceOf(before, OBSERVABILITY_SERVICE)?.desired ?? 0) > 0;
  const isWatched = watcher && !(service === OBSERVABILITY_SERVICE && count === 0);
  return {
    announcement: `UpdateService: ${changes.map((one) => changeText(before, one)).join('; ')}. ${consequence(status.desired, count)}`,
    async act() {
      for (const one of changes) await api.updateService(cluster, one.service, { desiredCount: one.count });
      return changes.map((one) => `${one.service} shall have ${taskCount(one.count)}`).join(', ');
    },
    plan: () => ({
      milestones: [
        ...(count === 0 && status.tasks.length > 0 ? [tasksStopped(status.tasks.map(({ id }) => id))] : []),
        ...changes.map((one) => tasksRunning({ ...one, old: [], name: `${one.service} ${one.count}/${one.count}` })),
        dnsChanged({ service, old: [], count }),
        ...(isWatched ? watched(service, count) : []),
      ],
    }),
  };
}

/** With no task left, no SLI recovers: the outside-in one stays down until there is one again. */
function watched(service: string, count: number): Milestone[] {
  const name = service === APP_SERVICE && count === 0 ? 'target gone' : 'target UP';
  return [targetUp([], name), ...(count === 0 ? [] : [sliFalls, sliRecovered(name)])];
}

function changeText(
  before: LabSnapshot,
  { service, count }: { readonly service: string; readonly count: number },
): string {
  return `${service} from ${serviceOf(before, service)?.desired ?? 0} to ${taskCount(count)}`;
}

function consequence(from: number, to: number): string {
  if (to === 0)
    return 'Its tasks get SIGTERM, their addresses leave DNS, and nobody answers until it is scaled up again.';
  if (to > from)
    return 'Each new task gets an address of its own, DNS has it once it is healthy, and Prometheus scrapes it.';
  if (to < from)
    return 'ECS stops what is too much; users of those addresses may see it until their DNS answer is over.';
  return 'That is what it has: nothing will change.';
}

function taskCount(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
