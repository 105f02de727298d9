import { ruleTestFiles } from '../../lib/slo/proof/rule-tests';
import { ruleFileText } from '../../lib/slo/rules/rule-text';
import { testRules } from './_promtool';
import { CLASS, CLASS_TIERS, given, objective, rulesOf, SAMPLING } from './_slos';

jest.setTimeout(300_000);

/** Small, so that its tests take a fraction of a second; every kind of rule is in it. */
const SLO = given({
  objectives: [objective(0.99, { clocks: [CLASS] })],
  alertPolicies: [
    { name: 'class', clock: 'class', tiers: CLASS_TIERS.slice(0, 3), notificationTargets: [], source: given().source },
  ],
});

const RULES = ruleFileText('# For a test', rulesOf(SLO));
const TESTS = ruleTestFiles('# For a test', SLO, SAMPLING, 'rules.yml');

/** What a slip of the hand would change, and what would be written instead. */
const MUTATIONS: readonly (readonly [name: string, from: RegExp, to: string])[] = [
  ['the factor of the fast page', /> 6\b/g, '> 6.4'],
  ['the factor of the slow page, down', /> 3\b/g, '> 2.8'],
  ['the factor of the ticket', /> 1\.5/g, '> 1.6'],
  ['the long window of the fast page', /window="1m"\} > 6/, 'window="3m"} > 6'],
  ['the short window of the ticket', /window="40s"\} > 1\.5/, 'window="20s"} > 1.5'],
  ['the seconds of a window', /offset 3m\)/, 'offset 2m)'],
  ['the seconds of the long ticket window', /offset 8m\)/, 'offset 7m)'],
  ['a comparison turned round', /window="20s"\} > 6/, 'window="20s"} < 6'],
  [
    'both windows: and becomes or',
    /\n( +)and on \(objective\)\n( +)slo:burn_rate/,
    '\n$1or on (objective)\n$2slo:burn_rate',
  ],
  ['the short window dropped', /and on \(objective\)\n +slo:burn_rate\{slo="availability",window="40s"\} > 1\.5\n/, ''],
  ['the numerator: another status', /http_status=~"5\.\."/, 'http_status=~"4.."'],
  [
    'the numerator: good for bad',
    /slo:events:increase\{slo="availability",event="total"\} - ignoring \(event\) slo:events:increase\{slo="availability",event="good"\}/,
    'slo:events:increase{slo="availability",event="good"}',
  ],
  [
    'the denominator: good for all',
    /\/ ignoring \(event\) \(slo:events:increase\{slo="availability",event="total"\}/,
    '/ ignoring (event) (slo:events:increase{slo="availability",event="good"}',
  ],
  ['the budget', /vector\(0\.01\)/, 'vector(0.011)'],
  ['the guard dropped', /\n +and on \(objective\)\n +slo:bad_events[^\n]*/g, ''],
  ['the guard too strict', /> 2\.9/g, '> 4.9'],
  ['what is kept firing', /keep_firing_for: 30s/g, 'keep_firing_for: 20s'],
  ['a pause before firing', /keep_firing_for: 30s/g, 'for: 10s\n        keep_firing_for: 30s'],
  [
    'resets not seen',
    /unless on \(slo, objective, job, instance, source\)/,
    'and on (slo, objective, job, instance, source)',
  ],
  ['what a restarted process counted is lost', /\n +or\n +slo:events:seen\{slo="availability"\} and [^\n]*/, ''],
  ['where counters start', /\n +or min_over_time\(slo:events:start[^\n]*/g, ''],
  [
    'the SLI of another window',
    /1 - sum without \(window\) \(slo:error_ratio\{slo="availability",window="1h"/,
    '1 - sum without (window) (slo:error_ratio{slo="availability",window="8m"',
  ],
];

/** Whether some test fails. */
async function isNoticed(rules: string): Promise<boolean> {
  for (const { name, text } of TESTS) {
    const { ok } = await testRules({ 'rules.yml': rules, [name]: text }, name);
    if (!ok) return true;
  }
  return false;
}

/** A mutant that Prometheus would not even load proves nothing. */
async function expectValid(rules: string): Promise<void> {
  const nothing = JSON.stringify({ rule_files: ['rules.yml'], evaluation_interval: '5s', tests: [] });
  expect((await testRules({ 'rules.yml': rules, 'test.yml': nothing }, 'test.yml')).output).toContain('SUCCESS');
}

describe('the generated tests', () => {
  test('pass on the generated rules', async () => {
    expect(TESTS.map(({ name }) => name)).toEqual(['availability.ladder-5s.yml', 'availability.mishaps.yml']);
    expect(await isNoticed(RULES)).toBe(false);
  });

  test.each(MUTATIONS)('fail when a rule is changed: %s', async (_, from, to) => {
    const mutant = RULES.replace(from, to);
    expect(mutant).not.toBe(RULES);
    await expectValid(mutant);
    expect(await isNoticed(mutant)).toBe(true);
  });
});
