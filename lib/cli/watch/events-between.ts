import { appTargets, shortId } from '../follow/milestones';
import type { Alert, Target } from '../prometheus/api';
import type { LabSnapshot } from '../snapshot/snapshot';

/** Something that happened, as it was seen from outside. */
export interface LabEvent {
  /** Milliseconds since 1970: when it was seen. */
  readonly at: number;
  readonly kind: 'good' | 'bad' | 'neutral';
  readonly text: string;
}

/** What happened between two looks at the lab. What one of them does not know is no event. */
export function eventsBetween(before: LabSnapshot, after: LabSnapshot): LabEvent[] {
  const event = (kind: LabEvent['kind']) => (text: string) => ({ at: after.at, kind, text });
  return [
    ...askable(before, after).map(([kind, text]) => event(kind)(text)),
    ...faultEvents(before, after).map(event('bad')),
    ...endedFaults(before, after).map(event('good')),
    ...stoppedTasks(before, after).map(event('bad')),
    ...runningTasks(before, after).map(event('good')),
    ...deployments(before, after).map(([kind, text]) => event(kind)(text)),
    ...dnsChanges(before, after).map(event('neutral')),
    ...targetChanges(before, after).map(([kind, text]) => event(kind)(text)),
    ...alertChanges(before, after).map(([kind, text]) => event(kind)(text)),
  ];
}

type Told = readonly [LabEvent['kind'], string];

function askable(before: LabSnapshot, after: LabSnapshot): Told[] {
  return [
    ...lostOrBack(before.services, after.services, 'the AWS API'),
    ...lostOrBack(before.targets, after.targets, 'Prometheus'),
  ];
}

function lostOrBack(was: unknown, is: unknown, who: string): Told[] {
  if (was !== null && is === null) return [['bad', `${who} does not answer any more`]];
  return was === null && is !== null ? [['good', `${who} answers`]] : [];
}

function tasksOf({ services, leaving }: LabSnapshot) {
  const wanted = (services ?? []).flatMap(({ name, tasks }) => tasks.map((task) => ({ ...task, service: name })));
  return { wanted, leaving };
}

function runningTasks(before: LabSnapshot, after: LabSnapshot): string[] {
  if (before.services === null || after.services === null) return [];
  const ran = new Set(tasksOf(before).wanted.flatMap(({ id, lastStatus }) => (lastStatus === 'RUNNING' ? id : [])));
  return tasksOf(after).wanted.flatMap(({ id, lastStatus, service, privateAddress }) =>
    lastStatus === 'RUNNING' && !ran.has(id)
      ? `task ${shortId(id)} of ${service} runs at ${privateAddress ?? 'no address'}`
      : [],
  );
}

function stoppedTasks(before: LabSnapshot, after: LabSnapshot): string[] {
  if (before.services === null || after.services === null) return [];
  const stopped = new Set(before.leaving.flatMap(({ id, lastStatus }) => (lastStatus === 'STOPPED' ? id : [])));
  return after.leaving.flatMap(({ id, service, lastStatus, stopCode, stoppedReason }) =>
    lastStatus === 'STOPPED' && !stopped.has(id)
      ? `task ${shortId(id)} of ${service} stopped: ${[stopCode, stoppedReason].filter(Boolean).join(', ') || 'no reason given'}`
      : [],
  );
}

function deployments(before: LabSnapshot, after: LabSnapshot): Told[] {
  return (after.services ?? []).flatMap(({ name, deployments: now, desired }): Told[] => {
    const then = before.services?.find((service) => service.name === name);
    if (then === undefined) return [];
    const scaled: Told[] =
      then.desired === desired ? [] : [['neutral', `${name} shall have ${desired} instead of ${then.desired}`]];
    const [was, is] = [then.deployments[0]?.rolloutState, now[0]?.rolloutState];
    if (was === is || is === undefined) return scaled;
    const kinds: Readonly<Record<string, LabEvent['kind']>> = { COMPLETED: 'good', FAILED: 'bad' };
    return [...scaled, [kinds[is] ?? 'neutral', `deployment of ${name}: ${is.toLowerCase().replace('_', ' ')}`]];
  });
}

function dnsChanges(before: LabSnapshot, after: LabSnapshot): string[] {
  return (after.discovery ?? []).flatMap(({ name, addresses }) => {
    const was = before.discovery?.find((one) => one.name === name);
    if (was === undefined || was.addresses.join() === addresses.join()) return [];
    return `DNS: ${name} → ${addresses.join(', ') || 'no address'}`;
  });
}

function targetChanges(before: LabSnapshot, after: LabSnapshot): Told[] {
  if (before.targets === null || after.targets === null) return [];
  const [was, is] = [healthOf(before), healthOf(after)];
  const changed = [...is].flatMap(([address, health]): Told[] => {
    if (was.get(address) === health) return [];
    const kinds = { up: 'good', down: 'bad', unknown: 'neutral' } as const;
    return health === 'unknown' && !was.has(address)
      ? [['neutral', `target ${address} found`]]
      : [[kinds[health], `target ${address} is ${health.toUpperCase()}`]];
  });
  const gone = [...was.keys()].filter((address) => !is.has(address));
  return [...changed, ...gone.map((address): Told => ['neutral', `target ${address} is gone`])];
}

function alertChanges(before: LabSnapshot, after: LabSnapshot): Told[] {
  if (before.alerts === null || after.alerts === null) return [];
  const was = new Map(before.alerts.map((alert) => [keyOf(alert), alert]));
  const is = new Map(after.alerts.map((alert) => [keyOf(alert), alert]));
  const changed = [...is].flatMap(([key, alert]): Told[] =>
    was.get(key)?.state === alert.state
      ? []
      : [[alert.state === 'firing' ? 'bad' : 'neutral', `${alert.state}: ${alert.summary || alert.name}`]],
  );
  const over = [...was].flatMap(([key, alert]): Told[] =>
    is.has(key) || alert.state !== 'firing' ? [] : [['good', `resolved: ${alert.summary || alert.name}`]],
  );
  return [...changed, ...over];
}

function faultEvents(before: LabSnapshot, after: LabSnapshot): string[] {
  const was = new Set((before.faults ?? []).map(({ id, task }) => `${task} ${id}`));
  if (before.faults === null) return [];
  return (after.faults ?? []).flatMap(({ id, task, strength }) =>
    was.has(`${task} ${id}`) ? [] : `fault ${id} (strength ${strength}) is on in task ${shortId(task)}`,
  );
}

function endedFaults(before: LabSnapshot, after: LabSnapshot): string[] {
  if (after.faults === null) return [];
  const is = new Set(after.faults.map(({ id, task }) => `${task} ${id}`));
  return (before.faults ?? []).flatMap(({ id, task }) =>
    is.has(`${task} ${id}`) ? [] : `fault ${id} is over in task ${shortId(task)}`,
  );
}

function healthOf(snapshot: LabSnapshot): Map<string, Target['health']> {
  return new Map(appTargets(snapshot).map(({ address, health }) => [address, health]));
}

/** An alert is known by its labels. */
function keyOf({ labels }: Alert): string {
  return JSON.stringify(labels);
}
