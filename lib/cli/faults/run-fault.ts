import { LabError } from '../../model/errors';
import type { CommandContext, Outcome } from '../command';
import { duration } from '../format/duration';
import type { FollowReport } from '../follow/follow';
import { shortId, sliFalls, sliRecovered } from '../follow/milestones';
import type { Milestone } from '../follow/plan';
import type { LeverOptions } from '../levers/lever-options';
import { pullLever } from '../levers/pull-lever';
import { gatherServices } from '../status/gather';
import { noLab, reachLab } from '../status/reach-lab';
import { faultRequest } from './fault-request';
import type { FaultRequest, FaultView, TaskFault } from './faults-api';
import { endEveryFault, isCalm, patientFaultsApi, type PanicReport } from './panic';
import { endScenarios } from './end-scenarios';
import { faultsOfEveryTask, type TaskFaults } from './on-every-task';

export interface FaultOptions extends LeverOptions {
  readonly type?: string;
  readonly strength?: number;
  readonly route?: string;
  /** Seconds. */
  readonly for: number;
  readonly with?: FaultRequest;
  readonly off?: string;
  readonly token?: string;
}

export type FaultReport =
  | { readonly kind: 'set'; readonly faults: readonly TaskFault[]; readonly followed: FollowReport }
  | { readonly kind: 'list'; readonly faults: readonly TaskFault[] }
  | { readonly kind: 'removed'; readonly removed: readonly { readonly task: string; readonly id: string }[] }
  | PanicReport;

/** The longest that the app keeps one. */
const LONGEST_SECONDS = 3_600;

/** Sets the fault on every task and follows it: SLI falls, alert fires, fault over, SLI recovered. */
export async function setFault(
  context: CommandContext,
  options: FaultOptions,
  type: string,
): Promise<Outcome<FaultReport>> {
  if (options.for > LONGEST_SECONDS) {
    throw new LabError(
      'InvalidArgument',
      `--for is ${options.for}s; allowed: up to 1h, after which the app ends a fault by itself`,
    );
  }
  const { strength, route, with: members } = options;
  const request = faultRequest(type, {
    seconds: options.for,
    ...(strength === undefined ? {} : { strength }),
    ...(route === undefined ? {} : { route }),
    ...(members === undefined ? {} : { members }),
  });
  let faults: TaskFault[] = [];
  const { data: followed, exitCode } = await pullLever(context, options, (_lab, before) => {
    const tasks = faultsOfEveryTask(before, tokenOf(context, options));
    const already = new Set(firing(before.alerts));
    return {
      announcement:
        `PUT /chaos/faults on ${tasks.length === 1 ? 'the task' : `${tasks.length} tasks`} of the app: ${JSON.stringify(request)}. It ends by ` +
        `itself after ${duration(options.for * 1000)}${takenBack(type)}; Ctrl-C stops to follow it, and it goes on.`,
      async act() {
        faults = await onEach(tasks, (api) => api.put(request));
        return faults.map(({ id, task }) => `fault ${id} is on in task ${shortId(task)}`).join(', ');
      },
      plan: () => ({
        milestones: [faultOn(faults), sliFalls, alertFires(already), faultOver(faults), sliRecovered(FAULT_OVER)],
      }),
    };
  });
  return { data: { kind: 'set', faults, followed }, ...(exitCode === undefined ? {} : { exitCode }) };
}

export async function listFaults(context: CommandContext, options: FaultOptions): Promise<Outcome<FaultReport>> {
  const faults = await onEach(await tasksOf(context, options), (api) => api.list());
  return { data: { kind: 'list', faults } };
}

export async function removeFaults(
  context: CommandContext,
  options: FaultOptions,
  id: string,
): Promise<Outcome<FaultReport>> {
  if (id === 'all') return panic(context, options);
  const tasks = await tasksOf(context, options);
  const removed = (
    await Promise.all(
      tasks.map(async ({ task, api }) => (await api.remove(id)).map((one) => ({ task: task.id, id: one }))),
    )
  ).flat();
  if (removed.length === 0) {
    const known = [...new Set((await onEach(tasks, (api) => api.list())).map((one) => one.id))];
    throw new LabError('NoFault', `no task has a fault "${id}"; there are: ${known.join(', ') || 'none'}`);
  }
  return { data: { kind: 'removed', removed } };
}

/** Scenarios first: a run that goes on would set its next fault. */
async function panic(context: CommandContext, options: FaultOptions): Promise<Outcome<FaultReport>> {
  const lab = await reachLab(context, options);
  const services = await gatherServices(lab.api, lab.cluster);
  if (services.length === 0) throw noLab(lab);
  const scenarios = await endScenarios(context, lab.cluster);
  const ended = await endEveryFault(services, patientFaultsApi(tokenOf(context, options)));
  const data: FaultReport = { kind: 'panic', ...ended, scenarios };
  return { data, exitCode: isCalm(data) ? 0 : 1 };
}

async function tasksOf(context: CommandContext, options: FaultOptions): Promise<TaskFaults[]> {
  const lab = await reachLab(context, options);
  const services = await gatherServices(lab.api, lab.cluster);
  if (services.length === 0) throw noLab(lab);
  return faultsOfEveryTask({ services }, tokenOf(context, options));
}

function tokenOf({ environment }: CommandContext, { token }: FaultOptions): string | undefined {
  return token ?? (environment['CHAOS_TOKEN'] || undefined);
}

async function onEach(
  tasks: readonly TaskFaults[],
  ask: (api: TaskFaults['api']) => Promise<FaultView[]>,
): Promise<TaskFault[]> {
  const answers = await Promise.all(
    tasks.map(async ({ task, api }) => (await ask(api)).map((one) => ({ ...one, task: task.id }))),
  );
  return answers.flat();
}

/** A request that takes a partition back would not arrive. */
function takenBack(type: string): string {
  return type === 'network-partition'
    ? ' and not before: nobody reaches the app'
    : ', or with "npx lab fault --off all"';
}

const FAULT_OVER = 'fault over';

function faultOn(faults: readonly TaskFault[]): Milestone {
  return {
    name: 'fault on',
    seenIn: () =>
      faults.map(({ id, task, strength }) => `${id} (strength ${strength}) in task ${shortId(task)}`).join(', '),
  };
}

function firing(
  alerts: readonly { readonly name: string; readonly state: string; readonly labels: object }[] | null,
): string[] {
  return (alerts ?? []).filter(({ state }) => state === 'firing').map(({ labels }) => JSON.stringify(labels));
}

/** One that did not fire before. */
function alertFires(already: ReadonlySet<string>): Milestone {
  return {
    name: 'alert fires',
    optional: true,
    seenIn: ({ alerts }) => {
      const fresh = alerts?.find(({ state, labels }) => state === 'firing' && !already.has(JSON.stringify(labels)));
      return fresh === undefined ? undefined : fresh.summary || fresh.name;
    },
  };
}

/** No task has it any more: by its own end, because somebody removed it, or because its task is gone. */
function faultOver(set: readonly TaskFault[]): Milestone {
  const end = Math.max(...set.map(({ endsAt }) => (endsAt === null ? Infinity : Date.parse(endsAt))));
  return {
    name: FAULT_OVER,
    seenIn: ({ at, faults }) => {
      if (faults === null || faults.some((one) => set.some(({ id, task }) => one.id === id && one.task === task)))
        return undefined;
      return at >= end - END_SLACK_MS ? 'by its own end' : 'before its end: removed, or its task was replaced';
    },
  };
}

/** The app's clock and ours differ a little. */
const END_SLACK_MS = 2_000;
