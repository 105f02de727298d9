import { LabError } from '../../model/errors';
import type { FaultRequest } from './faults-api';

/** What `--strength` is of each type, as in docs/faults.md and in the metric chaos_fault_strength. */
const STRENGTHS: Readonly<Record<string, (strength: number) => FaultRequest>> = {
  error: (ratio) => ({ ratio }),
  reset: (ratio) => ({ ratio }),
  dependency: (ratio) => ({ ratio }),
  latency: (ms) => ({ ms }),
  slow_queries: (ms) => ({ ms }),
  cpu: (share) => ({ share }),
  memory: (mbPerSecond) => ({ mbPerSecond }),
  event_loop: (share) => ({ blockMs: Math.round(share * 1000), everyMs: 1000 }),
  stale: () => ({}),
  readiness: () => ({}),
  bandwidth: (bytesPerSecond) => ({ bytesPerSecond }),
  'network-latency': (delayMs) => ({ delayMs }),
  'network-loss': (ratio) => ({ ratio }),
  'network-partition': () => ({}),
};

/** What a type is when nobody says how strong. */
const DEFAULT_STRENGTH: Readonly<Record<string, number>> = {
  error: 0.1,
  reset: 0.1,
  dependency: 1,
  latency: 200,
  slow_queries: 400,
  cpu: 0.5,
  memory: 2,
  event_loop: 0.2,
  stale: 1,
  readiness: 1,
  bandwidth: 10_000,
  'network-latency': 200,
  'network-loss': 0.2,
  'network-partition': 1,
};

export const FAULT_TYPES = Object.keys(STRENGTHS);

/** Reads `10%`, `0.1`, `200ms`, `10kB/s`. Throws an `InvalidArgument` LabError. */
export function parseStrength(text: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(%|ms|s|[kM]?B\/s)?$/.exec(text) ?? [];
  const value =
    Number(amount === '' ? Number.NaN : amount) * ({ '%': 0.01, s: 1000, 'kB/s': 1000, 'MB/s': 1_000_000 }[unit] ?? 1);
  if (value > 0) return Number(value.toPrecision(12));
  throw new LabError(
    'InvalidArgument',
    `--strength is "${text}"; allowed: a share, a time, a rate or a number, such as 10%, 200ms, 10kB/s or 0.5`,
  );
}

/** Reads further members of a fault, `status=503,random=true`. Throws an `InvalidArgument` LabError. */
export function parseMembers(text: string): FaultRequest {
  return Object.fromEntries(
    text.split(',').map((part): [string, unknown] => {
      const [, name, value] = /^(\w+)=(.+)$/.exec(part.trim()) ?? [];
      if (name === undefined || value === undefined) {
        throw new LabError(
          'InvalidArgument',
          `--with has "${part}"; allowed: members of docs/faults.md, such as status=503,seed=7`,
        );
      }
      return [name, /^(true|false|-?\d+(\.\d+)?)$/.test(value) ? JSON.parse(value) : value];
    }),
  );
}

/** The fault that the app is asked for. Throws an `InvalidArgument` LabError for a type that there is not; the app checks the rest. */
export function faultRequest(
  type: string,
  options: {
    readonly strength?: number;
    readonly route?: string;
    readonly seconds: number;
    readonly members?: FaultRequest;
  },
): FaultRequest {
  const members = STRENGTHS[type];
  if (members === undefined) {
    throw new LabError('InvalidArgument', `there is no fault "${type}"; there are: ${FAULT_TYPES.join(', ')}`);
  }
  const strength = options.strength ?? DEFAULT_STRENGTH[type] ?? 1;
  const route = options.route === undefined ? {} : { route: options.route };
  return { type, ...members(strength), ...route, ttlSeconds: options.seconds, ...options.members };
}
