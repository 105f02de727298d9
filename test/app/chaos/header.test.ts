import * as fc from 'fast-check';
import { parseFaultHeader } from '../../../app/src/chaos/header';

const HOW = 'as in "error=0.5;status=503" or "latency=100;ratio=0.2", several separated by commas';
const PARTS = 'status, ratio, random, seed, distribution, deviationMs, shape';

test.each([
  ['error=0.5', [{ type: 'error', route: '*', ratio: 0.5, random: false, status: 500 }]],
  ['error=1;status=503', [{ type: 'error', route: '*', ratio: 1, random: false, status: 503 }]],
  [
    ' latency=100 ; ratio=0.2 ,\treset=0.01; random=true;seed=7',
    [
      { type: 'latency', route: '*', ratio: 0.2, random: false, ms: 100, distribution: 'fixed' },
      { type: 'reset', route: '*', ratio: 0.01, random: true, seed: 7 },
    ],
  ],
  [
    'latency=50;distribution=pareto;shape=1.5',
    [{ type: 'latency', route: '*', ratio: 1, random: false, ms: 50, distribution: 'pareto', shape: 1.5 }],
  ],
])('%j is understood', (header, faults) => expect(parseFaultHeader(header)).toEqual({ faults }));

test.each([
  ['', `"" must begin with one of error, latency, reset, ${HOW}`],
  ['error', `"error" must begin with one of error, latency, reset, ${HOW}`],
  ['memory=1', `"memory=1" must begin with one of error, latency, reset, ${HOW}`],
  ['toString=1', `"toString=1" must begin with one of error, latency, reset, ${HOW}`],
  ['error=0.5,', `"" must begin with one of error, latency, reset, ${HOW}`],
  ['error=0.5;', `"error=0.5;" has a part that is none of ${PARTS}, ${HOW}`],
  ['error=0.5;route=/', `"error=0.5;route=/" has a part that is none of ${PARTS}, ${HOW}`],
  ['error=0.5;ttlSeconds=5', `"error=0.5;ttlSeconds=5" has a part that is none of ${PARTS}, ${HOW}`],
  ['error=0.5;ratio=0.1', '"error=0.5;ratio=0.1" says ratio twice'],
  ['error=0.5;status=503;status=500', '"error=0.5;status=503;status=500" says status twice'],
  ['error=5', 'ratio must be a number from 0.000001 to 1, got 5'],
  ['error=NaN', 'ratio must be a number from 0.000001 to 1, got "NaN"'],
  ['error=0x1', 'ratio must be a number from 0.000001 to 1, got "0x1"'],
  ['error=1e999', 'ratio must be a number from 0.000001 to 1, got "1e999"'],
  ['error=1;status=200', 'status must be one of 500, 502, 503, 504, got 200'],
  ['error=1;shape=2', 'has no "shape": allowed are type, id, owner, ttlSeconds, route, random, seed, ratio, status'],
  ['latency=100;shape=2', 'shape is only of the pareto distribution, not of fixed'],
  ['latency=99999999', 'ms must be a number from 1 to 60000, got 99999999'],
  [`error=0.5${' '.repeat(500)}`, 'it must have at most 500 characters'],
  ['error=1,error=1,error=1,error=1,error=1,error=1', 'it must have at most 5 faults'],
])('fails for %j', (header, problem) => expect(parseFaultHeader(header)).toEqual({ problem }));

test('any text is understood or refused with a sentence, and only what hits single requests is understood', () => {
  const pieces = fc.constantFrom(
    'error',
    'latency',
    'reset',
    'status',
    'ratio',
    '=',
    ';',
    ',',
    ' ',
    '0.5',
    '503',
    '-',
    'x',
  );
  const texts = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const result = parseFaultHeader(text);
      const isGood =
        'problem' in result
          ? result.problem !== ''
          : result.faults.every(({ type }) => ['error', 'latency', 'reset'].includes(type));
      expect(isGood).toBe(true);
    }),
    { numRuns: 1000 },
  );
});
