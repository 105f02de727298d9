import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { readSlos } from '../../../lib/slo/input/index';
import { KINDS } from '../../../lib/slo/input/definitions';
import { problemsOf, read, VALID } from './documents';

/** The same inputs in every run; a failure prints the smallest one. */
const SETTINGS = { seed: 7, numRuns: 50 };

/** Whatever the text: problems that a person can read, and only SLOs that are whole. */
function expectSense(text: string): void {
  const { slos, problems } = read(text);
  const lines = text.split('\n').length;
  for (const { line, path, got, message } of problems) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines);
    expect(message).toMatch(/^\S.*\S$/s);
    expect(got).not.toBe('');
    expect(`${path}${got}${message}`).not.toMatch(/\n|\[object/);
    expect(got.length).toBeLessThanOrEqual(200);
  }
  for (const { objectives, alertPolicies } of slos) {
    expect(objectives.length).toBeGreaterThan(0);
    for (const { target, clocks } of objectives) {
      expect(target > 0 && target < 1).toBe(true);
      expect(clocks.every(({ periodSeconds }) => Number.isSafeInteger(periodSeconds) && periodSeconds > 0)).toBe(true);
    }
    for (const { tiers } of alertPolicies) {
      expect(tiers.every(({ burnRate, longSeconds }) => burnRate > 0 && Number.isFinite(burnRate / longSeconds))).toBe(
        true,
      );
    }
  }
}

const LINES = VALID.split('\n');

/** Values that have broken readers before. */
const oddValue = fc.oneof(
  fc.constantFrom(
    '~',
    '""',
    '[]',
    '{}',
    '1e999',
    '-1e999',
    '.nan',
    '.inf',
    '0x7fffffffffffffff',
    '99999999999999999999999999999999999',
    '1e-320',
    '0o17',
    '2026-01-01',
    '!!binary aGk=',
    '!!set {a}',
    '&a [*a]',
    '*a',
    '<<',
    '__proto__',
    'constructor',
    '[[[[[[]]]]]]',
    '{{.window}}',
    '"\\u0000"',
    '"\\uD800"',
    '|',
    '>-',
    '? ?',
    '- -',
  ),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.double().map(String),
  fc.bigInt().map(String),
);

describe('any input', () => {
  it('of arbitrary text is read without a crash', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 500 }), expectSense), SETTINGS);
  });

  it("of YAML's own characters is read without a crash", () => {
    const unit = fc.constantFrom(
      ...'-?:,[]{}#&*!|>\'"%@` \n\tab1~.'.split(''),
      '---\n',
      'kind: SLO\n',
      'spec:\n',
      '  ',
    );
    fc.assert(fc.property(fc.string({ unit, maxLength: 300 }), expectSense), SETTINGS);
  });

  it('of arbitrary YAML values in the shape of documents is read without a crash', () => {
    const keys = fc.constantFrom(
      'name',
      'spec',
      'metadata',
      'query',
      'good',
      'total',
      'target',
      'annotations',
      '__proto__',
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null), fc.integer()),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
      ),
    }));
    const document = fc.record({
      apiVersion: fc.constant('openslo/v1'),
      kind: fc.constantFrom(...KINDS),
      metadata: fc.oneof(value, fc.constant({ name: 'a' })),
      spec: value,
    });
    fc.assert(
      fc.property(fc.array(document, { maxLength: 3 }), (documents) =>
        expectSense(documents.map((one) => stringify(one)).join('---\n')),
      ),
      SETTINGS,
    );
  });

  it('cut off anywhere is read without a crash', () => {
    fc.assert(
      fc.property(fc.nat(VALID.length), (length) => expectSense(VALID.slice(0, length))),
      SETTINGS,
    );
  });

  it('with odd values in any place is read without a crash, and is never taken for valid in silence', () => {
    const withValue = LINES.flatMap((line, index) => (/: \S/.test(line) ? [index] : []));
    fc.assert(
      fc.property(fc.constantFrom(...withValue), oddValue, (index, value) => {
        expectSense(
          LINES.with(
            index,
            LINES[index]!.replace(/: \S.*/, () => `: ${value}`),
          ).join('\n'),
        );
      }),
      { ...SETTINGS, numRuns: 120 },
    );
  });

  it('with lines removed, repeated, swapped or indented is read without a crash', () => {
    const line = fc.nat(LINES.length - 1);
    const edit = fc.constantFrom('remove', 'repeat', 'indent', 'swap');
    fc.assert(
      fc.property(fc.array(fc.tuple(edit, line, line), { minLength: 1, maxLength: 5 }), (edits) => {
        let lines = LINES;
        for (const [what, at, other] of edits) {
          const here = lines[at] ?? '';
          if (what === 'remove') lines = lines.toSpliced(at, 1);
          else if (what === 'repeat') lines = lines.toSpliced(at, 0, here);
          else if (at >= lines.length || other >= lines.length) continue;
          else
            lines = what === 'indent' ? lines.with(at, `  ${here}`) : lines.with(at, lines[other]!).with(other, here);
        }
        expectSense(lines.join('\n'));
      }),
      { ...SETTINGS, numRuns: 120 },
    );
  });

  it('says the same in every run, and nothing twice', () => {
    fc.assert(
      fc.property(fc.nat(VALID.length), oddValue, (at, value) => {
        const text = VALID.slice(0, at) + value + VALID.slice(at);
        const said = problemsOf(text);
        expect(problemsOf(text)).toEqual(said);
        expect(new Set(said).size).toBe(said.length);
      }),
      SETTINGS,
    );
  });
});

describe('a missing key', () => {
  /** Lines that may go: optional keys, comments, markers of documents and items that leave a shorter list. */
  const OPTIONAL =
    /^(---|)$|displayName|description|labels:|example\.org|runbook|class-period|keep-firing|connectionDetails|url:|isRolling: true|alertWhenBreaching|kind: burnrate|op: gt$|- alertPolicyRef|metricSourceRef/;

  it('is told wherever a single line is cut out', () => {
    const silent = LINES.filter(
      (line, index) =>
        !OPTIONAL.test(line) &&
        readSlos([{ file: 'x', text: LINES.toSpliced(index, 1).join('\n') }]).problems.length === 0,
    );
    expect(silent).toEqual(['    - target: 0.98']);
  });
});
