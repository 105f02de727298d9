import { APP_SERVICE, PORTS } from '../../model/names';
import { percent } from '../format/numbers';
import type { Target } from '../prometheus/api';
import type { SloState } from '../prometheus/slo-state';
import { runningTasks, serviceOf, type LabSnapshot } from '../snapshot/snapshot';
import { tasksNotUp } from '../status/steady';
import { reachedAt, type Milestone } from './plan';

/** The tasks that shall go have stopped. */
export function tasksStopped(old: readonly string[]): Milestone {
  return {
    name: old.length === 1 ? 'task stopped' : 'tasks stopped',
    seenIn: ({ services, leaving }) => {
      if (services === null) return undefined;
      const stillThere = new Set([
        ...services.flatMap(({ tasks }) => tasks.map(({ id }) => id)),
        ...leaving.filter(({ lastStatus }) => lastStatus !== 'STOPPED').map(({ id }) => id),
      ]);
      if (old.some((id) => stillThere.has(id))) return undefined;
      const first = leaving.find(({ id }) => old.includes(id));
      const why = first === undefined ? '' : `: ${[first.stopCode, first.stoppedReason].filter(Boolean).join(', ')}`;
      return `${old.map(shortId).join(', ')}${why}`;
    },
  };
}

export interface WantedTasks {
  readonly service: string;
  /** None of these is among them. */
  readonly old: readonly string[];
  /** @default as many as the service wants */
  readonly count?: number;
  /** @default `replacement running` */
  readonly name?: string;
}

/** As many tasks run as wanted, and no other one of the service. */
export function tasksRunning({ service, old, count, name = 'replacement running' }: WantedTasks): Milestone {
  return {
    name,
    seenIn: (snapshot) => {
      const status = serviceOf(snapshot, service);
      const running = runningTasks(snapshot, service);
      if (status === undefined || running.some(({ id }) => old.includes(id))) return undefined;
      const wanted = count ?? status.desired;
      if (status.desired !== wanted || running.length !== wanted || status.tasks.length !== wanted) return undefined;
      return (
        running.map(({ id, privateAddress }) => `${shortId(id)} at ${privateAddress ?? 'no address'}`).join(', ') ||
        'none'
      );
    },
  };
}

/** DNS has the addresses of the tasks that run, and no other. */
export function dnsChanged({ service, old, count }: WantedTasks): Milestone {
  return {
    name: 'DNS answer changed',
    seenIn: (snapshot) => {
      const status = serviceOf(snapshot, service);
      const name = snapshot.discovery?.find((one) => one.service === service);
      if (status === undefined || name === undefined) return undefined;
      const tasks = runningTasks(snapshot, service);
      if (tasks.length !== (count ?? status.desired) || tasks.some(({ id }) => old.includes(id))) return undefined;
      const addresses = tasks.flatMap(({ privateAddress }) => privateAddress ?? []).sort();
      if (addresses.join() !== name.addresses.join()) return undefined;
      const ttl = name.ttlSeconds === null ? '' : `; resolvers may keep the old one for ${name.ttlSeconds} s`;
      return `${name.name} → ${addresses.join(', ') || 'no address'}${ttl}`;
    },
  };
}

/** Prometheus has scraped every task of the app, no old one is left, and it has no other of it that is UP. */
export function targetUp(old: readonly string[] = [], name = 'target UP'): Milestone {
  return {
    name,
    seenIn: (snapshot) => {
      const { services, targets } = snapshot;
      if (services === null || targets === null) return undefined;
      const tasks = runningTasks(snapshot, APP_SERVICE);
      if (services.some((service) => service.tasks.some(({ id }) => old.includes(id)))) return undefined;
      const addresses = tasks.flatMap(({ privateAddress }) => privateAddress ?? []);
      if (serviceOf(snapshot, APP_SERVICE)?.desired !== addresses.length) return undefined;
      if (addresses.length > 0 && tasksNotUp(services, targets)?.length !== 0) return undefined;
      const up = appTargets(snapshot).filter(({ health }) => health === 'up');
      if (up.some(({ address }) => !addresses.includes(hostOf(address)))) return undefined;
      return up.map(({ address }) => address).join(', ') || 'no target of the app is UP';
    },
  };
}

/** SLOs that a lost task shows in. */
const WATCHED_SLOS = ['availability', 'outside-in'];
/** A scrape, an evaluation of the rules, and a little: by then a failure would be seen. */
const SEEN_BY_THEN_MS = 12_000;

export const SLI_FALLS = 'SLI falls';
export const SLI_RECOVERED = 'SLI recovered';

/** An SLI falls, by the shortest window: its budget burns faster than it may. Seldom for a short outage in a long window. */
export const sliFalls: Milestone = {
  name: SLI_FALLS,
  optional: true,
  seenIn: ({ slos }) => {
    const burning = watched(slos).filter((state) => burnOf(state) > 1);
    return burning.length === 0 ? undefined : burning.map(burnText).join('; ');
  },
};

/**
 * All that burned has stopped to burn, by the shortest window, after `milestone`. When nothing fell so far it waits until a failure
 * would have been seen: a rule is evaluated seconds after what it counts.
 */
export function sliRecovered(milestone: string): Milestone {
  return {
    name: SLI_RECOVERED,
    seenIn: ({ slos, at }, progress) => {
      const states = watched(slos);
      const since = reachedAt(progress, milestone);
      if (since === undefined || states.length === 0 || states.some((state) => burnOf(state) > 1)) return undefined;
      if (reachedAt(progress, SLI_FALLS) !== undefined) return states.map(burnText).join('; ');
      return at - since >= SEEN_BY_THEN_MS ? 'it did not fall below its target' : undefined;
    },
  };
}

function watched(slos: readonly SloState[] | null): SloState[] {
  return WATCHED_SLOS.flatMap(
    (name) => slos?.find(({ slo, clock, burn }) => slo === name && clock === 'class' && burn.length > 0) ?? [],
  );
}

function burnOf({ burn }: SloState): number {
  return burn[0]?.rate ?? 0;
}

/** `outside-in 95.0 % in 20s` */
function burnText(state: SloState): string {
  const good = 1 - burnOf(state) * (1 - (state.target ?? 1));
  return `${state.slo} ${percent(good)} in the last ${state.burn[0]?.window ?? 'window'}`;
}

/** The targets that are tasks of the app: at its port. */
export function appTargets({ targets }: Pick<LabSnapshot, 'targets'>): Target[] {
  return (targets ?? []).filter(({ address }) => address.endsWith(`:${PORTS.app}`));
}

function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'));
}

/** The first eight digits, as everywhere. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}
