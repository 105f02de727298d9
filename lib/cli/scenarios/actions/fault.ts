import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { FaultAction } from '../../../scenarios/actions/fault';
import { faultRequest } from '../../faults/fault-request';
import { faultsOfEveryTask } from '../../faults/on-every-task';
import { shortId } from '../../follow/milestones';
import { gatherServices } from '../../status/gather';
import type { Effect } from './effect';

/** `until`, in milliseconds since the epoch, is of a fault that nobody can take back earlier. */
const noted = z.strictObject({ id: z.string(), until: z.number().optional() });

/** Until the app has seen that its time is over, and ECS's agent has opened the port. */
const END_SLACK_MS = 2_000;

/** PUT /chaos/faults on every task; the app ends it by itself after the step's time. */
export const fault: Effect<FaultAction> = {
  async act({ type, strength, route, members }, { lab, token, appPort, seconds, stepId: id, note }) {
    const request = faultRequest(type, {
      seconds,
      ...(strength === undefined ? {} : { strength }),
      ...(route === '*' ? {} : { route }),
      members: { ...members, id, owner: 'lab run' },
    });
    const isUnreachable = type === 'network-partition';
    const until = Date.now() + seconds * 1000 + END_SLACK_MS;
    note({ id, ...(isUnreachable && { until }) } satisfies z.infer<typeof noted>);
    const services = await gatherServices(lab.api, lab.cluster);
    const tasks = faultsOfEveryTask({ services }, token, appPort);
    await Promise.all(tasks.map(({ api }) => api.put(request)));
    return `fault ${type} is on in task ${tasks.map(({ task }) => shortId(task.id)).join(', ')}`;
  },
  async undo(data, { lab, token, appPort }) {
    const { id, until = 0 } = noted.parse(data);
    await sleep(Math.max(0, until - Date.now()));
    const services = await gatherServices(lab.api, lab.cluster);
    // Where no task of the app runs, none has the fault.
    if (services.every(({ tasks }) => tasks.every(({ publicAddress }) => publicAddress === null)))
      return `fault ${id} is over`;
    const tasks = faultsOfEveryTask({ services }, token, appPort);
    await Promise.all(tasks.map(({ api }) => api.remove(id)));
    return `fault ${id} is over`;
  },
};
