import { APP_SERVICE } from '../../model/names';
import { CLOCK_TITLES } from '../../slo/names';
import type { LabSnapshot } from '../snapshot/snapshot';

/** What a scenario could leave, at one moment. */
export interface Traces {
  readonly snapshot: LabSnapshot;
  /** Files that say what is still to be undone. */
  readonly journals: readonly string[];
  /** Commands of the lab's own programs on this machine, and how often each runs; empty where nobody can tell. */
  readonly processes: ReadonlyMap<string, number>;
}

/** What is there after a scenario that was not there before it, as sentences; none: nothing is left. What nobody could tell is told. */
export function leftBehind(before: Traces, after: Traces): string[] {
  return [
    ...faultsLeft(after.snapshot),
    ...tasksChanged(before.snapshot, after.snapshot),
    ...alertsLeft(before.snapshot, after.snapshot),
    ...after.journals.map((file) => `${file} is there: something is not undone; "npx lab run --restore" does it`),
    ...processesLeft(before.processes, after.processes),
  ];
}

function faultsLeft({ faults, services }: LabSnapshot): string[] {
  if (services === null) return ['the AWS API does not answer, so nobody can tell what is left'];
  if (faults === null) return ['the app does not tell its faults'];
  return faults.map(({ id, task }) => `fault ${id} is on in task ${task.slice(0, 8)}`);
}

function tasksChanged(before: LabSnapshot, after: LabSnapshot): string[] {
  return (after.services ?? []).flatMap(({ name, desired, running, pending, deployments }) => {
    const was = before.services?.find((one) => one.name === name);
    const what = name === APP_SERVICE ? 'the app' : name;
    return [
      ...(was !== undefined && was.desired !== desired
        ? [`${what} shall have ${desired} tasks, and had ${was.desired}`]
        : []),
      ...(running !== desired || pending > 0
        ? [`${what} has ${running} of ${desired} tasks${pending > 0 ? `, ${pending} pending` : ''}`]
        : []),
      ...(deployments.length > 1 ? [`${what} has ${deployments.length} deployments`] : []),
    ];
  });
}

/** Of the class hour, and those that know no clock: the real month remembers for hours, and an alert over five minutes for these, as they should. */
function alertsLeft(before: LabSnapshot, after: LabSnapshot): string[] {
  if (after.alerts === null) return ['Prometheus does not tell its alerts'];
  const already = new Set((before.alerts ?? []).map(({ labels }) => JSON.stringify(labels)));
  return after.alerts
    .filter(({ labels }) => !remembers(labels) && !already.has(JSON.stringify(labels)))
    .map(({ name, state, labels }) => {
      const clock = labels['clock'] === 'class' ? ` (${CLOCK_TITLES.class})` : '';
      return `${name}${labels['slo'] === undefined ? '' : ` of ${labels['slo']}`}${clock} is ${state}`;
    });
}

function processesLeft(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...after].flatMap(([command, count]) => {
    const more = count - (before.get(command) ?? 0);
    return more > 0 ? [`${more} more ${more === 1 ? 'process' : 'processes'} than before: ${command}`] : [];
  });
}

function remembers({ clock, kind, window }: Readonly<Record<string, string>>): boolean {
  return clock === 'real' || (kind === 'cause' && window === '5m');
}
