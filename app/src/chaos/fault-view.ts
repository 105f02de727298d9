import * as z from 'zod';
import { ALL_ROUTES, FAULT_TYPES, type Fault } from './fault';
import { strengthOf } from './strength';

/** Who set a fault, or why it ended. */
export const FAULT_SOURCES = ['api', 'environment'] as const;
export type FaultSource = (typeof FAULT_SOURCES)[number];

/** A fault as `/chaos/faults` shows it. */
export const FAULT_VIEW = z.strictObject({
  id: z.string(),
  type: z.enum(FAULT_TYPES),
  route: z.string().describe('* for all, and for what is not of a route'),
  strength: z.number().describe('in the unit of the type, as in the metric'),
  owner: z.string().nullable(),
  source: z.enum(FAULT_SOURCES).describe('environment: set by CHAOS_FAULTS when the process started'),
  createdAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable().describe('null: it lasts until it is removed or the process ends'),
  remainingSeconds: z.number().nullable(),
  requests: z.number().nullable().describe('how many requests or queries it could have hit; null: it hits none'),
  hits: z.number().nullable().describe('how many of them it did hit'),
  settings: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});
export type FaultView = z.infer<typeof FAULT_VIEW>;

export interface FaultState {
  readonly id: string;
  readonly fault: Fault;
  readonly source: FaultSource;
  readonly createdAt: Date;
  /** In milliseconds; `undefined` for a fault without an end. */
  readonly time: { readonly total: number; readonly remaining: number } | undefined;
  readonly counts: { readonly requests: number; readonly hits: number } | undefined;
}

export function viewOf({ id, fault, source, createdAt, time, counts }: FaultState): FaultView {
  return {
    id,
    type: fault.type,
    route: routeOf(fault),
    strength: strengthOf(fault),
    owner: fault.owner ?? null,
    source,
    createdAt: createdAt.toISOString(),
    endsAt: time ? new Date(createdAt.getTime() + time.total).toISOString() : null,
    remainingSeconds: time ? Math.round(time.remaining / 100) / 10 : null,
    requests: counts?.requests ?? null,
    hits: counts?.hits ?? null,
    settings: settingsOf(fault),
  };
}

export function routeOf(fault: Fault): string {
  return 'route' in fault ? fault.route : ALL_ROUTES;
}

const SHOWN_ELSEWHERE = new Set(['id', 'type', 'route', 'owner', 'ttlSeconds']);

function settingsOf(fault: Fault): FaultView['settings'] {
  return Object.fromEntries(
    Object.entries(fault).filter(
      (entry): entry is [string, string | number | boolean] => !SHOWN_ELSEWHERE.has(entry[0]) && entry[1] !== undefined,
    ),
  );
}
