import * as fc from 'fast-check';
import { FAULT_TYPES, type Fault, type FaultType, parseFaults } from '../../../app/src/chaos/fault';

const problem = (value: unknown) => {
  const result = parseFaults(value);
  return 'problem' in result ? result.problem : `accepted: ${JSON.stringify(result.faults)}`;
};

/** The shortest form of each type. */
const SHORTEST: Readonly<Record<FaultType, Readonly<Record<string, unknown>>>> = {
  error: { ratio: 0.1 },
  latency: { ms: 100 },
  reset: { ratio: 0.1 },
  dependency: {},
  slow_queries: { ms: 100 },
  stale: {},
  readiness: {},
  cpu: { share: 0.5 },
  memory: { mbPerSecond: 1 },
  event_loop: { blockMs: 50, everyMs: 1000 },
  bandwidth: { bytesPerSecond: 10_000 },
  'network-latency': { delayMs: 200 },
  'network-loss': { ratio: 0.2 },
  'network-partition': {},
};

test.each(FAULT_TYPES)('%s has a short form', (type) => {
  expect(parseFaults({ type, ...SHORTEST[type] })).toMatchObject({ faults: [{ type, ...SHORTEST[type] }] });
});

test('what is left out is filled in', () => {
  expect(
    parseFaults([
      { type: 'error', ratio: 0.1 },
      { type: 'latency', ms: 100 },
      { type: 'memory', mbPerSecond: 1 },
    ]),
  ).toEqual({
    faults: [
      { type: 'error', route: '*', ratio: 0.1, random: false, status: 500 },
      { type: 'latency', route: '*', ratio: 1, random: false, ms: 100, distribution: 'fixed' },
      { type: 'memory', mbPerSecond: 1, maxMb: 256 },
    ],
  });
});

const RATIO = 'a number from 0.000001 to 1';

test.each([
  [
    {},
    'type is missing: it must be one of error, latency, reset, dependency, slow_queries, stale, readiness, cpu, memory, event_loop, bandwidth, network-latency, network-loss, network-partition',
  ],
  [null, 'must be a fault, which is an object, got null'],
  ['error', 'must be a fault, which is an object, got "error"'],
  [[], 'must have at least one fault'],
  [Array.from({ length: 51 }, () => ({ type: 'stale' })), 'must have at most 50 faults'],
  [{ type: 'error' }, `ratio is missing: it must be ${RATIO}`],
  [{ type: 'error', ratio: Number.NaN }, `ratio must be ${RATIO}, got NaN`],
  [{ type: 'error', ratio: Infinity }, `ratio must be ${RATIO}, got Infinity`],
  [{ type: 'error', ratio: -0.1 }, `ratio must be ${RATIO}, got -0.1`],
  [{ type: 'error', ratio: 0 }, `ratio must be ${RATIO}, got 0`],
  [{ type: 'error', ratio: 1.01 }, `ratio must be ${RATIO}, got 1.01`],
  [{ type: 'error', ratio: '0.1' }, `ratio must be ${RATIO}, got "0.1"`],
  [{ type: 'error', ratio: 0.1, status: 404 }, 'status must be one of 500, 502, 503, 504, got 404'],
  [{ type: 'error', ratio: 0.1, route: 'x' }, 'route must be the pattern of a route, or * for all, got "x"'],
  [{ type: 'error', ratio: 0.1, random: 'yes' }, 'random must be true or false, got "yes"'],
  [{ type: 'error', ratio: 0.1, seed: 1.5 }, 'seed must be a whole number from 0 to 4294967295, got 1.5'],
  [{ type: 'error', ratio: 0.1, ttlSeconds: 3601 }, 'ttlSeconds must be a number from 1 to 3600, got 3601'],
  [{ type: 'error', ratio: 0.1, ttlSeconds: 1e308 }, 'ttlSeconds must be a number from 1 to 3600, got 1e+308'],
  [{ type: 'error', ratio: 0.1, owner: '' }, 'owner must be 1 to 64 characters without control characters, got ""'],
  [
    { type: 'error', ratio: 0.1, owner: 'a\nb' },
    'owner must be 1 to 64 characters without control characters, got "a\\nb"',
  ],
  [
    { type: 'error', ratio: 0.1, id: 'A/B' },
    'id must be 1 to 80 small letters, digits and dashes, beginning with a letter or digit, got "A/B"',
  ],
  [{ type: 'stale', ratio: 0.1 }, 'has no "ratio": allowed are type, id, owner, ttlSeconds'],
  [{ type: 'latency', ms: 60_001 }, 'ms must be a number from 1 to 60000, got 60001'],
  [{ type: 'latency', ms: 1, distribution: 'zipf' }, 'distribution must be one of fixed, normal, pareto, got "zipf"'],
  [{ type: 'latency', ms: 1, shape: 2 }, 'shape is only of the pareto distribution, not of fixed'],
  [
    { type: 'slow_queries', ms: 1, distribution: 'pareto', deviationMs: 2 },
    'deviationMs is only of the normal distribution, not of pareto',
  ],
  [{ type: 'cpu', share: 1.1 }, 'share must be a number from 0.01 to 1, got 1.1'],
  [{ type: 'memory', mbPerSecond: 1000 }, 'mbPerSecond must be a number from 0.1 to 100, got 1000'],
  [{ type: 'memory', mbPerSecond: 1, maxMb: 4096 }, 'maxMb must be a number from 1 to 2048, got 4096'],
  [
    { type: 'event_loop', blockMs: 950, everyMs: 1000 },
    'blockMs must be at most 900, which is 0.9 of everyMs, got 950',
  ],
  [[{ type: 'stale' }, { type: 'cpu' }], '1.share is missing: it must be a number from 0.01 to 1'],
])('fails for %j with a sentence', (value, message) => expect(problem(value)).toBe(message));

/** What each number may be, written a second time so that a slip in the schema shows. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  ratio: [0.000001, 1],
  ms: [1, 60_000],
  deviationMs: [0, 60_000],
  shape: [1.05, 10],
  seed: [0, 2 ** 32 - 1],
  ttlSeconds: [1, 3600],
  share: [0.01, 1],
  mbPerSecond: [0.1, 100],
  maxMb: [1, 2048],
  blockMs: [1, 10_000],
  everyMs: [10, 60_000],
};

/** What is wrong with a fault that was accepted. */
function slips(fault: Fault): [string, unknown][] {
  return Object.entries(fault).filter(([name, value]) => {
    const range = RANGES[name];
    return range && value !== undefined && !(typeof value === 'number' && value >= range[0] && value <= range[1]);
  });
}

/** Faults without a slip, or a sentence. */
function isSound(result: ReturnType<typeof parseFaults>): boolean {
  return 'problem' in result ? result.problem.length > 10 : result.faults.flatMap(slips).length === 0;
}

const values = fc.oneof(
  fc.double(),
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.integer({ min: -10, max: 5000 }),
  fc.string(),
  fc.boolean(),
  fc.constantFrom(null, undefined, 'fixed', 'normal', 'pareto', '*', '/risky', 500, 503, [], {}),
);
const names = fc.constantFrom(
  ...Object.keys(RANGES),
  'route',
  'status',
  'random',
  'distribution',
  'owner',
  'id',
  'foo',
);

test('whatever is written, what is accepted is legal, and nothing throws', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.constantFrom(...FAULT_TYPES), fc.dictionary(names, values, { maxKeys: 4 }), (type, fields) => {
      const result = parseFaults({ type, ...SHORTEST[type], ...fields });
      if ('faults' in result) accepted += 1;
      expect([isSound(result), 'faults' in result && 'foo' in fields]).toEqual([true, false]);
    }),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(100);
});

test('any JSON at all is either a list of legal faults or refused with a sentence', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => expect(isSound(parseFaults(value))).toBe(true)));
});

test('a number outside its range is refused in every fault that has it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...FAULT_TYPES),
      fc.constantFrom(...Object.keys(RANGES)),
      fc.double(),
      (type, name, value) => {
        const [min, max] = RANGES[name]!;
        fc.pre(!(value >= min && value <= max));
        expect(parseFaults({ type, ...SHORTEST[type], [name]: value })).toHaveProperty('problem');
      },
    ),
  );
});

test.each([
  [{ type: 'network-latency', delayMs: 10_001 }, 'delayMs must be a whole number from 1 to 10000, got 10001'],
  [{ type: 'network-latency', delayMs: 100, jitterMs: 101 }, 'jitterMs must be at most delayMs, 100, got 101'],
  [
    { type: 'network-loss', ratio: 0.125 },
    'ratio must be a whole percentage, such as 0.2: ECS loses no parts of one, got 0.125',
  ],
  [{ type: 'network-loss', ratio: 0 }, 'ratio must be a number from 0.01 to 1, got 0'],
  [{ type: 'network-partition', route: '/' }, 'has no "route": allowed are type, id, owner, ttlSeconds'],
  [{ type: 'bandwidth', bytesPerSecond: 99 }, 'bytesPerSecond must be a number from 100 to 1000000000, got 99'],
])('fails for %j', (fault, sentence) => {
  expect(problem(fault)).toBe(sentence);
});

test('a share of packets is a whole percentage, however it comes out of arithmetic', () => {
  for (let percent = 1; percent <= 100; percent++) {
    expect(parseFaults({ type: 'network-loss', ratio: percent / 100 })).toHaveProperty('faults');
  }
});
