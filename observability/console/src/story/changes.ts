import type { AlertView, CircuitView, DnsView, FaultView, ServiceView, TargetView } from '../snapshot';
import type { NewEvent } from './timeline';

/** What is new between two pictures; the first picture alone changes nothing. `at` is when the second was taken, in ms. */

export function targetChanges(
  before: readonly TargetView[] | null,
  now: readonly TargetView[],
  at: number,
): NewEvent[] {
  if (before === null) return [];
  const was = new Map(before.map((target) => [keyOf(target), target.health]));
  const is = new Map(now.map((target) => [keyOf(target), target]));
  const gone = before
    .filter((target) => !is.has(keyOf(target)))
    .map(({ job, instance }) =>
      event(at, 'target', 'bad', `Target gone: ${instance}`, `job ${job}: Prometheus does not find it any more`),
    );
  const changed = now.flatMap((target) => {
    const { job, instance, health, lastError } = target;
    if (was.get(keyOf(target)) === health || health === 'unknown') return [];
    if (health === 'up') return [event(at, 'target', 'good', `Target up: ${instance}`, `job ${job}`)];
    return [event(at, 'target', 'bad', `Target down: ${instance}`, `job ${job}: ${lastError}`)];
  });
  return [...gone, ...changed];
}

export function alertChanges(before: readonly AlertView[] | null, now: readonly AlertView[], at: number): NewEvent[] {
  if (before === null) return [];
  const was = new Map(before.map((alert) => [alertKey(alert), alert]));
  const is = new Set(now.map(alertKey));
  const changed = now
    .filter((alert) => was.get(alertKey(alert))?.state !== alert.state)
    .map((alert) => alertEvent(alert, alert.state, at));
  const resolved = before.filter((alert) => !is.has(alertKey(alert)) && alert.state === 'firing');
  return [...changed, ...resolved.map((alert) => alertEvent(alert, 'resolved', at))];
}

/** `state` is pending, firing or resolved. */
export function alertEvent(alert: AlertView, state: string, at: number): NewEvent {
  const what = alert.slo === '' ? alert.name : `${alert.slo} ${alert.objective}`;
  const tier = [alert.severity, alert.action, alert.tier && `(${alert.tier})`].filter(Boolean).join(' ');
  const tone = state === 'firing' ? 'bad' : state === 'resolved' ? 'good' : 'busy';
  return {
    ...event(at, 'alert', tone, `Alert ${state}: ${what}`, [tier, alert.summary].filter(Boolean).join(' · ')),
    clock: alert.clock,
  };
}

export function faultChanges(before: readonly FaultView[] | null, now: readonly FaultView[], at: number): NewEvent[] {
  if (before === null) return [];
  const was = new Map(before.map((fault) => [`${fault.type} ${fault.route}`, fault.strength]));
  const is = new Map(now.map((fault) => [`${fault.type} ${fault.route}`, fault.strength]));
  const begun = [...is].filter(([name, strength]) => was.get(name) !== strength);
  const ended = [...was.keys()].filter((name) => !is.has(name));
  return [
    ...begun.map(([name, strength]) => faultEvent(name, strength, at)),
    ...ended.map((name) => faultEvent(name, 0, at)),
  ];
}

/** @param name type and route: `error /risky` */
export function faultEvent(name: string, strength: number, at: number): NewEvent {
  const [type = '', route = ''] = name.split(' ');
  const where = route === '*' ? 'every route' : route;
  if (strength === 0) return event(at, 'fault', 'good', `Fault ended: ${type}`, where);
  return event(at, 'fault', 'bad', `Fault on: ${type}`, `${where}, strength ${strength}`);
}

export function dnsChanges(before: DnsView | null, now: DnsView, at: number): NewEvent[] {
  if (before === null || before.addresses.join() === now.addresses.join()) return [];
  const answer = now.addresses.join(', ');
  if (answer === '') return [event(at, 'dns', 'bad', 'DNS has no answer', now.name)];
  return [event(at, 'dns', 'note', `DNS answers ${answer}`, `before: ${before.addresses.join(', ') || 'nothing'}`)];
}

export function circuitChanges(
  before: readonly CircuitView[] | null,
  now: readonly CircuitView[],
  at: number,
): NewEvent[] {
  if (before === null) return [];
  const was = new Map(before.map(({ name, instance, state }) => [`${name} ${instance}`, state]));
  return now.flatMap(({ name, instance, state }) => {
    const old = was.get(`${name} ${instance}`);
    if (old === undefined || old === state) return [];
    return [event(at, 'target', state === 'closed' ? 'good' : 'bad', `Circuit breaker ${state}: ${name}`, instance)];
  });
}

/** Everything that ECS tells by itself, with a key each: it tells it again and again. */
export function serviceEvents(services: readonly ServiceView[]): (readonly [key: string, NewEvent])[] {
  return services.flatMap(({ name, tasks }) =>
    tasks.flatMap((task) => {
      const short = task.id.slice(0, 8);
      const entries: [string, NewEvent][] = [];
      if (task.startedAt !== null) {
        const started = event(
          Date.parse(task.startedAt),
          'task',
          'good',
          `Task running: ${short}`,
          `${name} at ${task.address ?? 'an unknown address'}`,
        );
        entries.push([`${task.id} started`, started]);
      }
      if (task.stoppedAt !== null) {
        const stopped = event(
          Date.parse(task.stoppedAt),
          'task',
          'bad',
          `Task stopped: ${short}`,
          `${name}: ${task.reason ?? 'no reason is told'}`,
        );
        entries.push([`${task.id} stopped`, stopped]);
      } else if (task.status !== 'RUNNING' && task.startedAt !== null) {
        // Before it has stopped, nothing says since when.
        entries.push([
          `${task.id} leaving`,
          event(Date.now(), 'task', 'bad', `Task stopping: ${short}`, `${name}: ${task.reason ?? task.status}`),
        ]);
      }
      return entries;
    }),
  );
}

function event(at: number, kind: NewEvent['kind'], tone: NewEvent['tone'], title: string, detail: string): NewEvent {
  return { at, kind, tone, title, detail };
}

function keyOf({ job, instance }: TargetView): string {
  return `${job} ${instance}`;
}

function alertKey({ name, slo, objective, clock, tier }: AlertView): string {
  return [name, slo, objective, clock, tier].join('\0');
}
