import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readCases } from '../../lib/lessons/read/cases';
import { HISTOGRAM_BUCKETS, LAB_SAMPLING } from '../../lib/model/sampling';
import { durationText } from '../../lib/slo/duration-text';
import { generate } from '../../lib/slo/generate';
import { readSlos } from '../../lib/slo/input/index';
import { testRules } from '../slo/_promtool';
import { ROOT } from './_known';

jest.setTimeout(300_000);

const WRONG = 'test/lessons/wrong';

/** Each wrong file, and the case whose sentence explains it best; `refused` is one that is no SLO of the lab's. */
const EXPLAINED_BY: Readonly<Record<string, string>> = {
  '07-counts-4xx.yml': "a client's errors are no page",
  '07-counts-unmatched.yml': 'a scanner does not hide an outage',
  '07-long-window-only.yml': 'it is off half a minute after the fix',
  '07-no-sum.yml': 'one bad task among many requests is no page',
  '07-or-instead-of-and.yml': 'two bad seconds are no page',
  '07-raw-counters.yml': 'a task that begins again is no page',
  '07-real-month-window.yml': '10 % errors page within a minute',
  '07-short-window-only.yml': 'two bad seconds are no page',
  '07-threshold-in-percent.yml': 'a total outage pages within half a minute',
  '07-threshold-is-the-budget.yml': '4 % errors are no page',
  '07-waits-with-for.yml': 'a total outage pages within half a minute',
  '08-bad-is-good.yaml': 'nothing fails, nothing fires',
  '08-counts-4xx.yaml': "a client's errors cost nothing",
  '08-no-class-target.yaml': 'refused',
  '08-no-route.yaml': 'another route is another promise',
  '08-real-month-only.yaml': '10 % errors page within a minute',
  '08-target-of-99.9.yaml': 'a slow burn wakes nobody',
  '08-total-of-all-routes.yaml': 'good traffic of other routes does not hide it',
};

describe('the hidden cases of lessons 7 and 8', () => {
  test.each(['docs/lessons/model/07-rules.yml', 'docs/lessons/model/08-slo.yaml'])('pass with %s', async (file) => {
    expect(await tryFile(file)).toBe('passes');
  });

  test('are tried with every wrong file', () => {
    expect(readdirSync(join(ROOT, WRONG)).sort()).toEqual(Object.keys(EXPLAINED_BY).sort());
  });

  test.each(Object.entries(EXPLAINED_BY))('fail with %s: %s', async (file, name) => {
    const isRefused = name === 'refused';
    expect(await tryFile(`${WRONG}/${file}`, isRefused ? undefined : name)).toBe(isRefused ? 'refused' : 'fails');
  });
});

/** Whether the file does what is asked in the cases of its lesson, of which one may be chosen: one run of promtool. */
async function tryFile(file: string, chosen?: string): Promise<'passes' | 'fails' | 'refused'> {
  const isSlo = basename(file).startsWith('08');
  const rules = isSlo ? rulesOf(file) : textOf(file);
  if (rules === undefined) return 'refused';
  const casesFile = `docs/lessons/cases/${isSlo ? '08-slow-burn' : '07-burn-rate-alert'}.yaml`;
  const { cases, problems } = readCases({ file: casesFile, text: textOf(casesFile) });
  expect(problems).toEqual([]);
  const tests = cases.filter(({ name }) => chosen === undefined || name === chosen).map(({ test }) => test);
  expect(tests).not.toEqual([]);
  const evaluation = durationText(LAB_SAMPLING.evaluationSeconds);
  // JSON is YAML.
  const testFile = JSON.stringify({ rule_files: ['rules.yml'], evaluation_interval: evaluation, tests });
  const { ok, output } = await testRules({ 'rules.yml': rules, 'test.yml': testFile }, 'test.yml');
  // A file that promtool cannot read is no wrong answer.
  if (!ok && !output.includes('exp:')) throw new Error(output);
  return ok ? 'passes' : 'fails';
}

/** What the lab generates of a student's document; undefined when it refuses it. */
function rulesOf(file: string): string | undefined {
  const shared = 'observability/slo/shared.yaml';
  const { slos, problems } = readSlos([file, shared].map((name) => ({ file: name, text: textOf(name) })));
  if (problems.length > 0) return undefined;
  const made = generate(
    slos,
    { sampling: LAB_SAMPLING, buckets: HISTOGRAM_BUCKETS },
    { rules: 'rules', tests: 'tests' },
  );
  return made.files.find(({ path }) => path.startsWith('rules/'))?.text;
}

function textOf(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
