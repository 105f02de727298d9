import { LabError, messageOf } from '../../model/errors';
import { APP_SERVICE, PORTS } from '../../model/names';
import {
  dnsChanged,
  shortId,
  sliFalls,
  sliRecovered,
  targetUp,
  tasksRunning,
  tasksStopped,
} from '../follow/milestones';
import type { Plan } from '../follow/plan';
import type { LabSnapshot } from '../snapshot/snapshot';
import type { ReachedLab } from '../status/reach-lab';
import { chooseTask } from './choose-task';
import type { Lever } from './pull-lever';

const TARGET_UP = 'target UP';

/** How to see that a task was replaced and that nobody suffers any more. */
export function replacementPlan(service: string, old: readonly string[]): Plan {
  return {
    milestones: [
      tasksStopped(old),
      tasksRunning({ service, old }),
      dnsChanged({ service, old }),
      sliFalls,
      targetUp(old, TARGET_UP),
      sliRecovered(TARGET_UP),
    ],
  };
}

/** GET /kill: the process of one task ends without a word. */
export function killLever(before: LabSnapshot, prefix: string | undefined, port: number = PORTS.app): Lever {
  const task = chooseTask(before, APP_SERVICE, prefix);
  const { id, publicAddress } = task;
  if (publicAddress === null) {
    throw new LabError(
      'NoAddress',
      `task ${shortId(id)} has no public address to send /kill to: it is in a private subnet, and its load balancer lets no /kill in; the ` +
        `console's hands kill from inside, and "npx lab stop-task --task ${shortId(id)}" asks ECS`,
    );
  }
  const url = `http://${publicAddress}:${port}/kill`;
  return {
    announcement:
      `GET ${url}: the app of task ${shortId(id)} exits with code 1 and drains nothing. The task stops with its container, ECS ` +
      'starts another one with a new address, DNS follows, Prometheus finds the new target. Users are refused until then.',
    async act() {
      const status = await statusOf(url);
      if (status !== 200) throw new LabError('NotKilled', `${url} answered ${status} instead of 200; the task runs on`);
      return `task ${shortId(id)} was killed`;
    },
    plan: () => replacementPlan(APP_SERVICE, [id]),
  };
}

async function statusOf(url: string): Promise<number> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status;
  } catch (error) {
    throw new LabError('NotKilled', `no answer from ${url} (${messageOf(error)}); look with "npx lab status"`, {
      cause: error,
    });
  }
}

/** StopTask: SIGTERM, a drain, and SIGKILL after 30 seconds. */
export function stopTaskLever(
  { api, cluster }: ReachedLab,
  before: LabSnapshot,
  wanted: { readonly service: string; readonly prefix?: string; readonly reason: string },
): Lever {
  const { service, prefix, reason } = wanted;
  const { id } = chooseTask(before, service, prefix);
  const running = before.services?.find(({ name }) => name === service)?.running ?? 0;
  const meanwhile = running > 1 ? 'The other tasks serve meanwhile.' : 'It is the only one: nobody serves until then.';
  return {
    announcement:
      `StopTask ${shortId(id)} of ${service} ("${reason}"): it gets SIGTERM and may finish its work, SIGKILL comes after 30 s. ECS ` +
      `starts another one. ${meanwhile}`,
    async act() {
      await api.stopTask(cluster, id, reason);
      return `task ${shortId(id)} was told to stop`;
    },
    plan: () => replacementPlan(service, [id]),
  };
}
