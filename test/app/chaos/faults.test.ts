import * as fc from 'fast-check';
import { ManualTimers } from '../_helpers/manual-timers';
import { type Fault, FAULT_TYPES, parseFaults } from '../../../app/src/chaos/fault';
import { Faults } from '../../../app/src/chaos/faults';
import type { RequestLabels } from '../../../app/src/metrics/registry';
import { failRoute } from '../../../app/src/routes/fail';
import { riskyRoute } from '../../../app/src/routes/risky';

const ROUTES = [failRoute(), riskyRoute({ riskyFailureRatio: 0 })];

function given({ refusal, problem }: { refusal?: string; problem?: string } = {}) {
  const timers = new ManualTimers();
  const log: { message: string; id: string; reason: unknown }[] = [];
  const strengths = new Map<string, number>();
  const initialized: RequestLabels[] = [];
  const effects: string[] = [];
  const effect = (name: string) => (settings: object) => {
    effects.push(`${name} begins ${JSON.stringify(settings)}`);
    return () => effects.push(`${name} ends`);
  };
  const faults = new Faults({
    timers,
    wallTime: () => new Date(Date.UTC(2026, 0, 1) + timers.now()),
    logger: {
      warn: ({ fault, reason }, message) => log.push({ message, id: (fault as { id: string }).id, reason }),
    },
    metrics: {
      setFaultStrength: ({ type, route }, strength) => strengths.set(`${type} ${route}`, strength),
      initialize: (labels) => initialized.push(labels),
    },
    effects: {
      burnCpu: ({ share }) => effect('cpu')({ share }),
      leakMemory: ({ mbPerSecond, maxMb }) => effect('memory')({ mbPerSecond, maxMb }),
      blockEventLoop: ({ blockMs, everyMs }) => effect('event_loop')({ blockMs, everyMs }),
      disturbNetwork: ({ type }) => ({
        end: effect(type)({}),
        begun: refusal === undefined ? Promise.resolve() : Promise.reject(new Error(refusal)),
      }),
      networkProblem: () => problem,
    },
  });
  faults.serve(ROUTES);
  return { faults, timers, log, strengths, initialized, effects };
}

function parsed(value: unknown): Fault[] {
  const result = parseFaults(value);
  if ('problem' in result) throw new Error(result.problem);
  return result.faults;
}

const ONE_OF_EACH: readonly Fault[] = parsed([
  { type: 'error', ratio: 0.25, route: '/risky' },
  { type: 'latency', ms: 100 },
  { type: 'reset', ratio: 0.01 },
  { type: 'dependency', ratio: 0.5 },
  { type: 'slow_queries', ms: 200 },
  { type: 'stale' },
  { type: 'readiness' },
  { type: 'cpu', share: 0.5 },
  { type: 'memory', mbPerSecond: 2, maxMb: 64 },
  { type: 'event_loop', blockMs: 50, everyMs: 200 },
  { type: 'bandwidth', bytesPerSecond: 5000 },
  { type: 'network-latency', delayMs: 150 },
  { type: 'network-partition' },
]);
/** It cannot be there beside latency. */
const LOSS = parsed({ type: 'network-loss', ratio: 0.2 });

test('every strength is there with 0 from the start, for a closed set of labels', () => {
  const { strengths } = given();
  expect(strengths.size).toBe(FAULT_TYPES.length + 3 * ROUTES.length);
  expect(new Set(strengths.values())).toEqual(new Set([0]));
});

test('every fault shows in the list, in the metric, and in the log when it starts and ends', () => {
  const { faults, strengths, log } = given();
  const before = new Set(strengths.keys());
  const views = faults.put(ONE_OF_EACH, 'api');
  expect(faults.list()).toEqual(views);
  const expected = {
    'error-risky': 0.25,
    'latency-all': 100,
    'reset-all': 0.01,
    dependency: 0.5,
    'slow-queries': 200,
    stale: 1,
    readiness: 1,
    cpu: 0.5,
    memory: 2,
    'event-loop': 0.25,
    bandwidth: 5000,
    'network-latency': 150,
    'network-partition': 1,
  };
  expect(Object.fromEntries(views.map(({ id, strength }) => [id, strength]))).toEqual(expected);
  for (const { type, route, strength } of views) expect(strengths.get(`${type} ${route}`)).toBe(strength);
  expect(log).toEqual(Object.keys(expected).map((id) => ({ message: 'fault started', id, reason: undefined })));
  log.length = 0;
  expect(faults.removeAll()).toEqual(Object.keys(expected));
  expect(log).toEqual(Object.keys(expected).map((id) => ({ message: 'fault ended', id, reason: 'removed' })));
  expect(new Set(strengths.values())).toEqual(new Set([0]));
  expect(new Set(strengths.keys())).toEqual(before);
});

test('a fault is shown with everything about it', () => {
  const { faults, timers } = given();
  timers.advance(1000);
  faults.put(parsed({ type: 'error', ratio: 0.5, route: '/fail', owner: 'Ana', ttlSeconds: 10, seed: 1 }), 'api');
  timers.advance(2500);
  faults.on(faults.laneOf('/fail'))?.forEach((injection) => [1, 2, 3, 4].forEach(() => injection.hitsNext()));
  expect(faults.list()).toEqual([
    {
      id: expect.stringMatching(/^error-fail-ana-[\da-f]{6}$/),
      type: 'error',
      route: '/fail',
      strength: 0.5,
      owner: 'Ana',
      source: 'api',
      createdAt: '2026-01-01T00:00:01.000Z',
      endsAt: '2026-01-01T00:00:11.000Z',
      remainingSeconds: 7.5,
      requests: 4,
      hits: 2,
      settings: { ratio: 0.5, status: 500, random: false, seed: 1 },
    },
  ]);
});

test('every fault ends by itself, at its time and not before, and takes everything back', () => {
  fc.assert(
    fc.property(
      fc.subarray([...ONE_OF_EACH], { minLength: 1 }),
      fc.option(fc.double({ min: 1, max: 3600, noNaN: true }), { nil: undefined }),
      (some, ttlSeconds) => {
        const { faults, timers, strengths, effects, log } = given();
        faults.put(
          some.map((fault) => ({ ...fault, ttlSeconds })),
          'api',
        );
        timers.advance((ttlSeconds ?? 300) * 1000 - 1);
        expect(faults.list()).toHaveLength(some.length);
        timers.advance(2);
        expect(faults.list()).toEqual([]);
        expect(new Set(strengths.values())).toEqual(new Set([0]));
        expect(effects.filter((line) => line.includes('begins'))).toHaveLength(
          effects.filter((line) => line.includes('ends')).length,
        );
        expect(ROUTES.map(({ path }) => faults.on(faults.laneOf(path)))).toEqual(ROUTES.map(() => undefined));
        expect(faults.onQueries()).toEqual([]);
        expect(timers.count).toBe(0);
        expect(log.filter(({ reason }) => reason === 'expired')).toHaveLength(some.length);
      },
    ),
  );
});

test('a fault of the environment has no end', () => {
  const { faults, timers } = given();
  faults.put(parsed({ type: 'error', ratio: 0.2, route: '/risky' }), 'environment');
  timers.advance(1e9);
  expect(faults.list()).toMatchObject([{ source: 'environment', endsAt: null, remainingSeconds: null }]);
});

test('unless it says when', () => {
  const { faults, timers } = given();
  faults.put(parsed({ type: 'error', ratio: 0.2, ttlSeconds: 60 }), 'environment');
  timers.advance(60_000);
  expect(faults.list()).toEqual([]);
});

test('the same fault again replaces the first one, with a new end', () => {
  const { faults, timers, log, strengths } = given();
  faults.put(parsed({ type: 'error', ratio: 0.2 }), 'api');
  timers.advance(200_000);
  faults.put(parsed({ type: 'error', ratio: 0.4 }), 'api');
  expect(strengths.get('error *')).toBe(0.4);
  expect(log.map(({ message, reason }) => [message, reason])).toEqual([
    ['fault started', undefined],
    ['fault ended', 'replaced'],
    ['fault started', undefined],
  ]);
  timers.advance(200_000);
  expect(faults.list()).toMatchObject([{ id: 'error-all', strength: 0.4, remainingSeconds: 100 }]);
});

test('owners and ids keep faults of the same kind apart, and the metric has their sum', () => {
  const { faults, strengths } = given();
  const error = { type: 'error', ratio: 0.25 };
  faults.put(parsed([error, { ...error, owner: 'ana' }, { ...error, owner: 'Ana' }, { ...error, id: 'mine' }]), 'api');
  expect(faults.list().map(({ id }) => id)).toEqual([
    'error-all',
    'error-all-ana',
    expect.stringMatching(/^error-all-ana-[\da-f]{6}$/),
    'mine',
  ]);
  expect(strengths.get('error *')).toBe(1);
  expect(faults.remove('mine')).toBe(true);
  expect(faults.remove('mine')).toBe(false);
  expect(strengths.get('error *')).toBe(0.75);
});

test('a fault of one route is seen on that route only, one of all on each, oldest first', () => {
  const { faults } = given();
  const on = (route: string) => faults.on(faults.laneOf(route))?.map(({ fault }) => fault.type);
  expect(on('/risky')).toBeUndefined();
  faults.put(
    parsed([
      { type: 'error', ratio: 0.1, route: '/risky' },
      { type: 'latency', ms: 5 },
    ]),
    'api',
  );
  expect(on('/risky')).toEqual(['error', 'latency']);
  expect(on('/fail')).toEqual(['latency']);
});

test('the counters of failures to come exist before the first one', () => {
  const { faults, initialized } = given();
  faults.put(parsed({ type: 'error', ratio: 0.1, route: '/risky', status: 503 }), 'api');
  expect(initialized.splice(0)).toEqual([{ method: 'GET', route: '/risky', http_status: '503' }]);
  faults.put(parsed({ type: 'reset', ratio: 0.1 }), 'api');
  expect(initialized).toEqual(['/fail', '/risky'].map((route) => ({ method: 'GET', route, http_status: '599' })));
});

test('effects begin with their fault and end with it', () => {
  const { faults, effects } = given();
  faults.put(parsed({ type: 'cpu', share: 0.5 }), 'api');
  faults.put(parsed({ type: 'cpu', share: 1 }), 'api');
  faults.remove('cpu');
  expect(effects).toEqual(['cpu begins {"share":0.5}', 'cpu ends', 'cpu begins {"share":1}', 'cpu ends']);
});

test('what draws lots without a seed is shown with the one that it got', () => {
  const { faults } = given();
  const [random, exact] = faults.put(
    parsed([
      { type: 'error', ratio: 0.5, random: true },
      { type: 'reset', ratio: 0.5 },
    ]),
    'api',
  );
  expect(random?.settings).toHaveProperty('seed', expect.any(Number));
  expect(exact?.settings).not.toHaveProperty('seed');
});

test.each([
  [
    [{ type: 'error', ratio: 0.1, route: '/nothing' }],
    'there is no route /nothing: faults can be set on * or one of /fail, /risky',
  ],
  [[{ type: 'stale' }, { type: 'stale' }], 'two faults of the list have the id stale: give one of them another id'],
  [
    Array.from({ length: 5 }, (_, i) => ({ type: 'cpu', share: 1, id: `burn-${i}` })),
    'all cpu faults together can burn at most 4 cores, these would burn 5',
  ],
  [
    [
      { type: 'memory', mbPerSecond: 1, maxMb: 2048, id: 'a' },
      { type: 'memory', mbPerSecond: 1, maxMb: 1, id: 'b' },
    ],
    'all memory faults together can take at most 2048 MB, these would take 2049',
  ],
  [
    Array.from({ length: 50 }, (_, i) => ({ type: 'stale', id: `stale-${i}` })),
    'there can be at most 50 faults at a time, these would make 51: remove some first',
  ],
])('fails for a list of which one cannot be, and sets none', (list, message) => {
  const { faults } = given();
  faults.put(parsed({ type: 'readiness' }), 'api');
  expect(() => faults.put(parsed([{ type: 'latency', ms: 1 }, ...list].slice(-50)), 'api')).toThrow(message);
  expect(faults.list().map(({ id }) => id)).toEqual(['readiness']);
});

test('what is replaced does not count against the limits', () => {
  const { faults } = given();
  const burners = parsed(Array.from({ length: 4 }, (_, i) => ({ type: 'cpu', share: 1, id: `burn-${i}` })));
  faults.put(burners, 'api');
  expect(faults.put(burners, 'api')).toHaveLength(4);
});

test('fails for latency and loss of the network at a time, also by different owners', () => {
  const { faults } = given();
  faults.put(parsed({ type: 'network-latency', delayMs: 100 }), 'api');
  expect(() => faults.put(LOSS, 'api')).toThrow(
    'ECS has one network-latency or network-loss fault of a task at a time, these would be network-latency and network-loss: remove one first',
  );
  faults.put(parsed({ type: 'network-partition' }), 'api');
  expect(() => faults.put(parsed({ type: 'network-partition', owner: 'ana' }), 'api')).toThrow(
    'there can be one network-partition fault at a time',
  );
  expect(faults.list().map(({ id }) => id)).toEqual(['network-latency', 'network-partition']);
});

test('a fault of the network is there once it has begun', async () => {
  const { faults } = given();
  const [view] = faults.put(LOSS, 'api');
  await faults.begun([view!.id]);
  expect(faults.list()).toHaveLength(1);
});

test('fails for a fault of the network that is refused, and with it all that came in the same list', async () => {
  const { faults, log, effects } = given({ refusal: 'ECS said no' });
  faults.put(parsed({ type: 'stale' }), 'api');
  const put = faults.put([...LOSS, ...parsed({ type: 'cpu', share: 0.5 })], 'api');
  await expect(faults.begun(put.map(({ id }) => id))).rejects.toThrow('ECS said no');
  expect(faults.list().map(({ id }) => id)).toEqual(['stale']);
  expect(effects).toEqual(expect.arrayContaining(['network-loss ends', 'cpu ends']));
  expect(log).toContainEqual({ message: 'fault ended', id: 'network-loss', reason: 'refused' });
});

test('fails for a fault of the network that cannot begin now, and nothing is replaced', () => {
  const { faults } = given({ problem: 'there is no agent' });
  faults.put(parsed({ type: 'stale', id: 'mine' }), 'api');
  expect(() =>
    faults.put(parsed([{ type: 'cpu', share: 0.5, id: 'mine' }, { type: 'network-partition' }]), 'api'),
  ).toThrow('there is no agent');
  expect(faults.list()).toMatchObject([{ id: 'mine', type: 'stale' }]);
});

test('a fault of the network has an end, also one of the environment: nobody could take a partition back', () => {
  const { faults } = given();
  faults.put(parsed([{ type: 'network-partition' }, { type: 'stale' }]), 'environment');
  expect(faults.list()).toMatchObject([{ remainingSeconds: 300 }, { remainingSeconds: null }]);
});

test('answers have a link for each bandwidth fault, and none without', () => {
  const { faults, timers } = given();
  expect(faults.links).toBeUndefined();
  faults.put(parsed({ type: 'bandwidth', bytesPerSecond: 5000, ttlSeconds: 10 }), 'api');
  expect(faults.links).toMatchObject([{ bytesPerSecond: 5000 }]);
  timers.advance(10_000);
  expect(faults.links).toBeUndefined();
});
