import { entriesOf, refuse, type Place } from '../../slo/input/place';
import { mapOf, scalarOf, text } from '../../slo/input/value-types';
import { percentText } from '../../slo/promql';
import { strength } from '../value-types';
import type { ActionType, Impact, StepTime } from './action';

/** A fault of every task of the app (docs/faults.md). */
export interface FaultAction {
  readonly name: 'fault';
  /** `error`, `latency` … */
  readonly type: string;
  /** As in chaos_fault_strength: a share, milliseconds, MB a second; undefined: the default of `lab fault`. */
  readonly strength: number | undefined;
  /** A route's pattern; `*` is all. */
  readonly route: string;
  /** Further members of the fault, which the app checks. */
  readonly members: Readonly<Record<string, string | number | boolean>>;
}

/** Types of faults, with what their strength is and how strong they are when nobody says it, as `lab fault` has them. */
const TYPES: Readonly<
  Record<string, { readonly unit: 'share' | 'ms' | 'bytes' | 'number' | 'none'; readonly usual: number }>
> = {
  error: { unit: 'share', usual: 0.1 },
  reset: { unit: 'share', usual: 0.1 },
  dependency: { unit: 'share', usual: 1 },
  latency: { unit: 'ms', usual: 200 },
  slow_queries: { unit: 'ms', usual: 400 },
  cpu: { unit: 'share', usual: 0.5 },
  memory: { unit: 'number', usual: 2 },
  event_loop: { unit: 'share', usual: 0.2 },
  stale: { unit: 'none', usual: 1 },
  readiness: { unit: 'none', usual: 1 },
  bandwidth: { unit: 'bytes', usual: 10_000 },
  'network-latency': { unit: 'ms', usual: 200 },
  'network-loss': { unit: 'share', usual: 0.2 },
  'network-partition': { unit: 'none', usual: 1 },
};

const ROUTED = ['error', 'latency', 'reset'];
const DATA_ROUTES = /^\/api\/users/;
/** The app's own: data is fresh for a minute, a query may take a second. */
const FRESH_SECONDS = 60;
const QUERY_LIMIT_MS = 1_000;
const BREAKER_RECOVERY_SECONDS = 10;
/** The prober's, for connection and answer. */
const PROBE_LIMIT_MS = 900;
/** Bodies of the answers to the lab's own traffic. */
const TRAFFIC_BYTES_PER_SECOND = 3_000;

const route = text('the pattern of a route, or * for all', (value) => /^(\*|\/[\w./:-]{0,99})$/.test(value));

export const fault: ActionType<FaultAction> = {
  words: Object.keys(TYPES),
  members: () => ['strength', 'route', 'with'],
  lasts: true,
  read(fields, word) {
    const at = fields.at('strength');
    const { unit } = TYPES[word] ?? { unit: 'none' };
    const strong = fields.optional('strength', strength);
    if (at && unit === 'none') return refuse(at, `a fault "${word}" has no strength: delete this line`);
    if (at && strong !== undefined && unit === 'share' && strong > 1) {
      return refuse(at, `allowed: a share of at most 100%, such as 10%`);
    }
    const placed = fields.at('route');
    if (placed && !ROUTED.includes(word)) {
      return refuse(placed, `a fault "${word}" has no route: only ${ROUTED.join(', ')} have one`);
    }
    const where = fields.optional('route', route) ?? '*';
    const members = fields.optional('with', mapOf(readMembers)) ?? {};
    if (at && strong === undefined) return undefined;
    return { name: 'fault', type: word, strength: strong, route: where, members };
  },
  impacts: (action, time) => impactsOf(action, time).map((one) => ({ ...span(time), ...one })),
  describe({ type, route: where, ...action }) {
    const strong = strengthText(type, action.strength);
    const place = ROUTED.includes(type) ? ` on ${where === '*' ? 'all routes' : where}` : '';
    return `fault ${type}${strong === '' ? '' : ` ${strong}`}${place}, in every task of the app`;
  },
};

function readMembers(place: Place): Record<string, string | number | boolean> {
  return Object.fromEntries(
    entriesOf(place).flatMap(([key, at]): [string, string | number | boolean][] => {
      const value = scalarOf(at);
      if (value !== null && value !== undefined) return [[key, value]];
      refuse(at, 'allowed: a text, a number, true or false, as in docs/faults.md');
      return [];
    }),
  );
}

function span({ at, seconds }: StepTime): Pick<Impact, 'from' | 'to'> {
  return { from: at, to: at + seconds };
}

/** What it does while it lasts; nothing for what leaves requests alone. */
function impactsOf(
  { type, route: where, members, ...action }: FaultAction,
  { at, seconds }: StepTime,
): Partial<Impact>[] {
  const strong = action.strength ?? TYPES[type]?.usual ?? 1;
  const hits = (one: string) => where === '*' || where === one;
  const ratio = typeof members['ratio'] === 'number' ? members['ratio'] : 1;
  const slower = (limit: number) => ratio * shareAbove(limit * 1000, strong, members);
  switch (type) {
    case 'error':
    case 'reset':
      return [{ failing: (one) => (hits(one) ? strong : 0) }];
    case 'latency':
      return [{ slowerThan: (one, limit) => (hits(one) ? slower(limit) : 0) }];
    case 'slow_queries':
      if (strong >= QUERY_LIMIT_MS) return [{ notFresh: ratio, to: breakerCloses(at, seconds) }];
      return [{ slowerThan: (one, limit) => (DATA_ROUTES.test(one) ? slower(limit) : 0) }];
    case 'dependency':
      // From some failed queries on, the circuit breaker is open and asks no more.
      return strong < 0.5 ? [{ notFresh: strong }] : [{ notFresh: 1, to: breakerCloses(at, seconds) }];
    case 'stale':
      return seconds <= FRESH_SECONDS ? [] : [{ from: at + FRESH_SECONDS, notFresh: 1 }];
    case 'event_loop':
      return [{ slowerThan: (_one, limit) => Math.max(0, strong - limit) }];
    case 'bandwidth':
      // What is asked for faster than it passes waits for longer and longer.
      return [{ slowerThan: () => Number(strong < TRAFFIC_BYTES_PER_SECOND) }];
    case 'network-latency':
      // The acceptance of a connection is late too.
      return [{ lost: Number(2 * strong > PROBE_LIMIT_MS) }];
    case 'network-loss':
      // An acceptance is sent again after a second, an answer after 0.2 s, 0.4 s more, 0.8 s more.
      return [{ lost: strong + (1 - strong) * strong ** 3 }];
    case 'network-partition':
      return [{ lost: 1 }];
    default:
      return [];
  }
}

/** The first trial query after the fault: the circuit breaker opens within a second and tries every ten seconds. */
function breakerCloses(at: number, seconds: number): number {
  return at + 1 + Math.max(1, Math.ceil((seconds - 1) / BREAKER_RECOVERY_SECONDS)) * BREAKER_RECOVERY_SECONDS;
}

/** The share of delays that are longer than `limitMs`: all or none of fixed ones. */
function shareAbove(limitMs: number, ms: number, members: FaultAction['members']): number {
  const { distribution, shape = 2, deviationMs = ms / 5 } = members;
  if (distribution === 'pareto') return ms >= limitMs ? 1 : (ms / limitMs) ** Number(shape);
  // Logistic approximation of the normal distribution, within 1 %.
  if (distribution === 'normal') return 1 / (1 + Math.exp((1.702 * (limitMs - ms)) / Number(deviationMs)));
  return Number(ms >= limitMs);
}

function strengthText(type: string, value: number | undefined): string {
  const { unit, usual } = TYPES[type] ?? { unit: 'none', usual: 1 };
  const strong = value ?? usual;
  if (unit === 'share') return percentText(strong);
  if (unit === 'ms') return `${strong} ms`;
  if (unit === 'bytes') return `${strong} B/s`;
  return unit === 'number' ? String(strong) : '';
}
