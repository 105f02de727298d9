import type { Objective, Slo } from '../slo/model';
import type { Impact } from './actions/action';
import type { PathShare, Scenario } from './model';

/** Requests of one route. */
export interface RouteTraffic {
  /** Requests a second. */
  readonly rate: number;
  /** The share of them that end in a server error by themselves. */
  readonly failing: number;
}

/** By route pattern. */
export type Traffic = ReadonlyMap<string, RouteTraffic>;

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

/** Paths that fail by themselves: shares of server errors. */
const NATURAL: Readonly<Record<string, number>> = { '/fail': 1, '/api/error': 1, '/risky': 0.2 };
/** A path that is counted under another pattern. */
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

/** What the lab counts of requests of some paths. */
export function trafficOf({
  rate,
  mix = LAB_MIX,
}: {
  readonly rate: number;
  readonly mix?: readonly PathShare[] | undefined;
}): Traffic {
  const whole = mix.reduce((sum, { weight }) => sum + weight, 0);
  return mix
    .map(({ path, weight }): Traffic => {
      const [plain = path, query = ''] = path.split('?');
      // A client error is asked for by a query, and fails for nobody.
      const failing = query.includes('type=client') ? 0 : (NATURAL[plain] ?? 0);
      const route = USER.test(plain) ? '/api/users/:id' : plain;
      return new Map([[route, { rate: (rate * weight) / whole, failing }]]);
    })
    .reduce(sumOf, new Map());
}

export function sumOf(one: Traffic, other: Traffic): Traffic {
  const sum = new Map(one);
  for (const [route, { rate, failing }] of other) {
    const before = sum.get(route) ?? { rate: 0, failing: 0 };
    const both = before.rate + rate;
    const bad = before.rate * before.failing + rate * failing;
    sum.set(route, { rate: both, failing: both === 0 ? 0 : bad / both });
  }
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
  return total(traffic, (route, { rate, failing }) => {
    const events = rate * (1 - lost(impacts));
    return { events, bad: events * failed(impacts, route, failing) };
  });
}

function latency({ traffic, impacts }: Moment, seconds: number): Counted {
  return total(traffic, (route, { rate, failing }) => {
    const events = rate * (1 - lost(impacts)) * (1 - failed(impacts, route, failing));
    return { events, bad: events * slower(impacts, route, seconds) };
  });
}

function data({ traffic, impacts }: Moment): Counted {
  return total(traffic, (route, { rate, failing }) => {
    if (!DATA_ROUTE.test(route)) return { events: 0, bad: 0 };
    const events = rate * (1 - lost(impacts)) * (1 - failed(impacts, route, failing));
    return { events, bad: events * either(impacts.map(({ notFresh = 0 }) => notFresh)) };
  });
}

function probes({ probesPerSecond: events, impacts }: Moment): Counted {
  const bad = [lost(impacts), failed(impacts, PROBED_ROUTE, 0), slower(impacts, PROBED_ROUTE, PROBE_SECONDS)];
  return { events, bad: events * either(bad) };
}

function total(traffic: Traffic, count: (route: string, of: RouteTraffic) => Counted): Counted {
  let [events, bad] = [0, 0];
  for (const [route, of] of traffic) {
    const one = count(route, of);
    events += one.events;
    bad += one.bad;
  }
  return { events, bad };
}

function lost(impacts: readonly Impact[]): number {
  return either(impacts.map((one) => one.lost ?? 0));
}

/** What fails by itself, or by what is done to it. */
function failed(impacts: readonly Impact[], route: string, byItself: number): number {
  return either([byItself, ...impacts.map((one) => one.failing?.(route) ?? 0)]);
}

function slower(impacts: readonly Impact[], route: string, seconds: number): number {
  return either(impacts.map((one) => one.slowerThan?.(route, seconds) ?? 0));
}

/** The share that one of several independent shares hits. */
function either(shares: readonly number[]): number {
  return 1 - shares.reduce((none, share) => none * (1 - share), 1);
}

/** The load of a run at a moment, with what comes on top. */
export function loadAt({ load }: Pick<Scenario, 'load'>, impacts: readonly Impact[]): Traffic {
  const extras = impacts.flatMap(({ extra }) => (extra ? trafficOf({ ...extra, mix: extra.mix ?? load?.mix }) : []));
  return [...(load ? [trafficOf(load)] : []), ...extras].reduce(sumOf, new Map());
}
