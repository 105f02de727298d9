import * as z from 'zod';
import { LIMITS, MAX_BLOCKED_SHARE, MAX_FAULTS } from './limits';
import { mustBe, number, object, oneOf, text, wholeNumber, wrong } from './schema-parts';

export const ALL_ROUTES = '*';
const STATUSES = [500, 502, 503, 504] as const;
const DISTRIBUTIONS = ['fixed', 'normal', 'pareto'] as const;

export const REQUEST_FAULT_TYPES = ['error', 'latency', 'reset'] as const;
export const NETWORK_FAULT_TYPES = ['network-latency', 'network-loss', 'network-partition'] as const;
export const FAULT_TYPES = [
  ...REQUEST_FAULT_TYPES,
  'dependency',
  'slow_queries',
  'stale',
  'readiness',
  'cpu',
  'memory',
  'event_loop',
  'bandwidth',
  ...NETWORK_FAULT_TYPES,
] as const;

/** How long; what is not of the distribution is not there. */
export interface Delay {
  readonly ms: number;
  readonly distribution: (typeof DISTRIBUTIONS)[number];
  readonly deviationMs?: number | undefined;
  readonly shape?: number | undefined;
}

const ID = /^[a-z0-9][a-z0-9-]{0,79}$/;
const ROUTE = /^(\*|\/[\w./:-]{0,99})$/;
/** Any text of any language, without control and formatting characters. */
const OWNER = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]{1,64}$/u;

const EVERY_FAULT = {
  id: text(ID, '1 to 80 small letters, digits and dashes, beginning with a letter or digit')
    .optional()
    .describe('by default made of type, route and owner: the same fault again then replaces the first one'),
  owner: text(OWNER, '1 to 64 characters without control characters').optional().describe('who wants this fault'),
  ttlSeconds: number(LIMITS.ttlSeconds).optional().describe('after which it ends by itself'),
};

const PLACE = {
  route: text(ROUTE, 'the pattern of a route, or * for all').default(ALL_ROUTES),
};

const CHANCE = {
  random: z
    .boolean({ error: wrong('true or false') })
    .default(false)
    .describe('by chance, instead of exactly the ratio of any 100 consecutive requests'),
  seed: wholeNumber(LIMITS.seed).optional().describe('the same seed gives the same run'),
};
const ratio = number(LIMITS.ratio);
const DEFAULT_RATIO = ratio.default(1);

const DELAY = {
  ms: number(LIMITS.ms).describe('the delay; the mean of the normal, the minimum of the Pareto distribution'),
  distribution: oneOf(DISTRIBUTIONS).default('fixed'),
  deviationMs: number(LIMITS.deviationMs).optional().describe('standard deviation, by default a fifth of ms'),
  shape: number(LIMITS.shape).optional().describe('of the Pareto distribution, by default 2'),
};

const error = fault('error', {
  ...EVERY_FAULT,
  ...PLACE,
  ...CHANCE,
  ratio,
  status: oneOf(STATUSES).default(500),
});
const latency = fault('latency', { ...EVERY_FAULT, ...PLACE, ...CHANCE, ...DELAY, ratio: DEFAULT_RATIO });
const reset = fault('reset', { ...EVERY_FAULT, ...PLACE, ...CHANCE, ratio });
const dependency = fault('dependency', { ...EVERY_FAULT, ...CHANCE, ratio: DEFAULT_RATIO });
const slowQueries = fault('slow_queries', { ...EVERY_FAULT, ...CHANCE, ...DELAY, ratio: DEFAULT_RATIO });
const stale = fault('stale', EVERY_FAULT);
const readiness = fault('readiness', EVERY_FAULT);
const cpu = fault('cpu', { ...EVERY_FAULT, share: number(LIMITS.share).describe('of one core') });
const memory = fault('memory', {
  ...EVERY_FAULT,
  mbPerSecond: number(LIMITS.mbPerSecond),
  maxMb: number(LIMITS.maxMb).default(256).describe('where the leak stops growing'),
});
const eventLoop = fault('event_loop', {
  ...EVERY_FAULT,
  blockMs: number(LIMITS.blockMs),
  everyMs: number(LIMITS.everyMs).describe('from the start of a block to the start of the next one'),
});

const bandwidth = fault('bandwidth', {
  ...EVERY_FAULT,
  bytesPerSecond: number(LIMITS.bytesPerSecond).describe('of the bodies of all answers together'),
});
const networkLatency = fault('network-latency', {
  ...EVERY_FAULT,
  delayMs: wholeNumber(LIMITS.delayMs).describe('of each packet that leaves the task'),
  jitterMs: wholeNumber(LIMITS.jitterMs).default(0).describe('the delay is uniform in ± this'),
});
const networkLoss = fault('network-loss', {
  ...EVERY_FAULT,
  ratio: number(LIMITS.lossRatio).describe('of the packets that leave the task, in whole percents'),
});
const networkPartition = fault('network-partition', EVERY_FAULT);

/** One fault as it is written, with what was left out filled in. */
export const FAULT = z.discriminatedUnion(
  'type',
  [
    error,
    latency.superRefine(checkDelay),
    reset,
    dependency,
    slowQueries.superRefine(checkDelay),
    stale,
    readiness,
    cpu,
    memory,
    eventLoop.superRefine(checkBlock),
    bandwidth,
    networkLatency.superRefine(checkJitter),
    networkLoss.superRefine(checkPercent),
    networkPartition,
  ],
  {
    error: ({ input }) =>
      isObject(input)
        ? wrong(`one of ${FAULT_TYPES.join(', ')}`)({ input: input['type'] })
        : mustBe('a fault, which is an object', input),
  },
);

export const FAULT_LIST = z
  .array(FAULT)
  .min(1, { error: 'must have at least one fault' })
  .max(MAX_FAULTS, { error: `must have at most ${MAX_FAULTS} faults` });

/** What a person writes: one fault or a list. */
export const FAULT_OR_LIST = z.union([FAULT, FAULT_LIST], {
  error: ({ input, ...issue }) => {
    const [ofOne, ofList] = issue.code === 'invalid_union' ? issue.errors : [];
    return ((Array.isArray(input) ? ofList : ofOne) ?? []).map(asSentence).join('; ');
  },
});

export type Fault = z.infer<typeof FAULT>;
export type FaultType = Fault['type'];
export type FaultOf<Type extends FaultType> = Extract<Fault, { readonly type: Type }>;

/** Those that hit requests one by one, on a route or on all. */
export type RequestFault = FaultOf<'error' | 'latency' | 'reset'>;
/** Those that hit queries one by one. */
export type QueryFault = FaultOf<'dependency' | 'slow_queries'>;

/** Those of the task's network, which only ECS's agent can bring about. */
export type NetworkFault = FaultOf<(typeof NETWORK_FAULT_TYPES)[number]>;

export function isNetworkFault(one: Fault): one is NetworkFault {
  return NETWORK_FAULT_TYPES.some((type) => type === one.type);
}

export function isRequestFault(one: Fault): one is RequestFault {
  return 'route' in one;
}

/** @returns the faults, or what is wrong with the value as one sentence */
export function parseFaults(value: unknown): { readonly faults: Fault[] } | { readonly problem: string } {
  const { success, data, error: wrongs } = FAULT_OR_LIST.safeParse(value);
  if (!success) return { problem: wrongs.issues.map(asSentence).join('; ') };
  return { faults: Array.isArray(data) ? data : [data] };
}

function fault<Type extends string, T extends z.core.$ZodLooseShape>(type: Type, shape: T) {
  return object({ type: z.literal(type), ...shape });
}

function checkDelay({ distribution, deviationMs, shape }: Delay, context: z.core.$RefinementCtx): void {
  const foreign = (name: string, of: string) =>
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `is only of the ${of} distribution, not of ${distribution}`,
    });
  if (deviationMs !== undefined && distribution !== 'normal') foreign('deviationMs', 'normal');
  if (shape !== undefined && distribution !== 'pareto') foreign('shape', 'pareto');
}

function checkBlock({ blockMs, everyMs }: z.infer<typeof eventLoop>, context: z.core.$RefinementCtx): void {
  const max = everyMs * MAX_BLOCKED_SHARE;
  if (blockMs <= max) return;
  const allowed = `at most ${max}, which is ${MAX_BLOCKED_SHARE} of everyMs`;
  context.addIssue({ code: 'custom', path: ['blockMs'], message: mustBe(allowed, blockMs) });
}

function checkJitter({ delayMs, jitterMs }: z.infer<typeof networkLatency>, context: z.core.$RefinementCtx): void {
  if (jitterMs <= delayMs) return;
  context.addIssue({ code: 'custom', path: ['jitterMs'], message: mustBe(`at most delayMs, ${delayMs}`, jitterMs) });
}

function checkPercent({ ratio: share }: z.infer<typeof networkLoss>, context: z.core.$RefinementCtx): void {
  if (Math.abs(share * 100 - Math.round(share * 100)) < 1e-9) return;
  const message = mustBe('a whole percentage, such as 0.2: ECS loses no parts of one', share);
  context.addIssue({ code: 'custom', path: ['ratio'], message });
}

function asSentence({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return path.length === 0 ? message : `${path.map(String).join('.')} ${message}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
