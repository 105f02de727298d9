/** What a hand may ask for. Every reader throws an OrderRefused whose message is for the person at the page. */

export class OrderRefused extends Error {
  override readonly name = 'OrderRefused';
}

export interface TrafficOrder {
  /** Requests a second. */
  readonly rate: number;
  /** The share of them that go to `/fail`, 0 to 1. */
  readonly failing: number;
  readonly seconds: number;
}

export const FAULT_TYPES = ['error', 'latency', 'reset'] as const;

export interface FaultOrder {
  readonly type: (typeof FAULT_TYPES)[number];
  readonly route: string;
  readonly ratio: number;
  /** Of `latency`. */
  readonly ms: number;
  readonly seconds: number;
}

export interface ScaleOrder {
  readonly desired: number;
}

const SECONDS = { min: 10, max: 900 };

export function readTrafficOrder(body: unknown): TrafficOrder {
  return {
    rate: number(body, 'rate', { min: 1, max: 100, whole: true }),
    failing: number(body, 'failing', { min: 0, max: 1 }),
    seconds: number(body, 'seconds', { ...SECONDS, whole: true }),
  };
}

export function readFaultOrder(body: unknown): FaultOrder {
  const { type, route } = fieldsOf(body);
  const known = FAULT_TYPES.find((name) => name === type);
  if (known === undefined)
    throw new OrderRefused(`type must be one of ${FAULT_TYPES.join(', ')}, got ${JSON.stringify(type)}`);
  if (typeof route !== 'string' || !/^(\*|\/[\w/:-]{0,80})$/.test(route)) {
    throw new OrderRefused(`route must be * or a route such as /api/users, got ${JSON.stringify(route)}`);
  }
  return {
    type: known,
    route,
    ratio: number(body, 'ratio', { min: 0.001, max: 1 }),
    ms: known === 'latency' ? number(body, 'ms', { min: 1, max: 60_000, whole: true }) : 0,
    seconds: number(body, 'seconds', { ...SECONDS, whole: true }),
  };
}

export function readScaleOrder(body: unknown): ScaleOrder {
  return { desired: number(body, 'desired', { min: 0, max: 10, whole: true }) };
}

/** A number of the body; throws an OrderRefused that says what is allowed. */
export function number(
  body: unknown,
  name: string,
  allowed: { readonly min: number; readonly max: number; readonly whole?: boolean },
): number {
  const value = fieldsOf(body)[name];
  const { min, max, whole = false } = allowed;
  if (typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new OrderRefused(
    `${name} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}, got ${JSON.stringify(value)}`,
  );
}

/** The members of a JSON object; throws an OrderRefused for anything else. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new OrderRefused('the body must be a JSON object');
}
