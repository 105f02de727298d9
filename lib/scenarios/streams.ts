import type { Objective, Slo } from '../slo/model';
import type { Impact } from './actions/action';
import type { PathShare, Scenario } from './model';

/** Requests a second, by route pattern. */
export type Traffic = ReadonlyMap<string, number>;

/** What an SLO counts in a second. */
export interface Counted {
  readonly events: number;
  readonly bad: number;
}

/** What happens in one second of a run. */
export interface Moment {
  /** What the lab has, and the load. */
  readonly traffic: Traffic;
  readonly probesPerSecond: number;
  readonly impacts: readonly Impact[];
}

/** Requests that fail or not by themselves (docs/faults.md not needed): shares of server errors by path. */
const NATURAL: Readonly<Record<string, number>> = { '/fail': 1, '/api/error': 1, '/risky': 0.2 };
/** Path and query → the pattern that counts it, where that is not the path. */
const USER = /^\/api\/users\/[^/]+$/;
const DATA_ROUTE = /^\/api\/users/;
/** The prober waits so long (observability/prober/src/main.ts). */
const PROBE_SECONDS = 0.9;
const PROBED_ROUTE = '/';

/** `lab traffic`'s mix when nothing else is said (lib/cli/traffic/mix.ts); a test holds them together. */
export const LAB_MIX: readonly PathShare[] = [
  { path: '/', weight: 3 },
  { path: '/api/users', weight: 3 },
  { path: '/api/echo', weight: 2 },
  { path: '/api/match', weight: 2 },
];

/** What the lab counts of a traffic of paths: a client error is a route of its own here, since it fails for nobody. */
export function trafficOf({
  rate,
  mix = LAB_MIX,
}: {
  readonly rate: number;
  readonly mix?: readonly PathShare[] | undefined;
}): Traffic {
  const whole = mix.reduce((sum, { weight }) => sum + weight, 0);
  const traffic = new Map<string, number>();
  for (const { path, weight } of mix) {
    const route = routeOf(path);
    traffic.set(route, (traffic.get(route) ?? 0) + (rate * weight) / whole);
  }
  return traffic;
}

export function sumOf(one: Traffic, other: Traffic): Traffic {
  const sum = new Map(one);
  for (const [route, rate] of other) sum.set(route, (sum.get(route) ?? 0) + rate);
  return sum;
}

/** What an objective counts of a moment; undefined for an SLO whose events the lab's traffic does not make. */
export function countedBy(
  slo: Slo,
  { threshold }: Pick<Objective, 'threshold'>,
): ((moment: Moment) => Counted) | undefined {
  const { indicator, budgeting } = slo;
  if (budgeting.method !== 'Occurrences') return undefined;
  const query = indicator.kind === 'ratio' ? indicator.total : indicator.query;
  if (query.startsWith('http_requests_total')) return requests;
  if (query.startsWith('outside_in_probes_total')) return probes;
  if (query.startsWith('data_answers_total')) return data;
  const isLatency = indicator.kind === 'histogram' && query.startsWith('http_request_duration_seconds');
  return isLatency && threshold ? (moment) => latency(moment, threshold.value) : undefined;
}

function requests({ traffic, impacts }: Moment): Counted {
  return total(traffic, (route, rate) => {
    const events = rate * (1 - lost(impacts));
    return { events, bad: events * failing(impacts, route) };
  });
}

function latency({ traffic, impacts }: Moment, seconds: number): Counted {
  return total(traffic, (route, rate) => {
    const events = rate * (1 - lost(impacts)) * (1 - failing(impacts, route));
    return { events, bad: events * slower(impacts, route, seconds) };
  });
}

function data({ traffic, impacts }: Moment): Counted {
  return total(traffic, (route, rate) => {
    if (!DATA_ROUTE.test(route)) return { events: 0, bad: 0 };
    const events = rate * (1 - lost(impacts)) * (1 - failing(impacts, route));
    return { events, bad: events * either(impacts.map(({ notFresh = 0 }) => notFresh)) };
  });
}

function probes({ probesPerSecond: events, impacts }: Moment): Counted {
  const bad = [lost(impacts), failing(impacts, PROBED_ROUTE), slower(impacts, PROBED_ROUTE, PROBE_SECONDS)];
  return { events, bad: events * either(bad) };
}

function total(traffic: Traffic, count: (route: string, rate: number) => Counted): Counted {
  let [events, bad] = [0, 0];
  for (const [route, rate] of traffic) {
    const one = count(route, rate);
    events += one.events;
    bad += one.bad;
  }
  return { events, bad };
}

function lost(impacts: readonly Impact[]): number {
  return either(impacts.map((one) => one.lost ?? 0));
}

function failing(impacts: readonly Impact[], route: string): number {
  return either([NATURAL[route] ?? 0, ...impacts.map((one) => one.failing?.(route) ?? 0)]);
}

function slower(impacts: readonly Impact[], route: string, seconds: number): number {
  return either(impacts.map((one) => one.slowerThan?.(route, seconds) ?? 0));
}

/** The share that one of several independent shares hits. */
function either(shares: readonly number[]): number {
  return 1 - shares.reduce((none, share) => none * (1 - share), 1);
}

function routeOf(path: string): string {
  const query = path.indexOf('?');
  const plain = query === -1 ? path : path.slice(0, query);
  if (plain === '/api/error' && path.includes('type=client')) return path;
  return USER.test(plain) ? '/api/users/:id' : plain;
}

/** The load of a run at a moment, with what comes on top. */
export function loadAt({ load }: Pick<Scenario, 'load'>, impacts: readonly Impact[]): Traffic {
  const extras = impacts.flatMap(({ extra }) => (extra ? trafficOf({ ...extra, mix: extra.mix ?? load?.mix }) : []));
  return [...(load ? [trafficOf(load)] : []), ...extras].reduce(sumOf, new Map());
}
