import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { durationText } from '../../lib/slo/duration-text';
import { samplesText } from '../../lib/slo/proof/samples';
import { ruleFileText } from '../../lib/slo/rules/rule-text';
import type { RuleGroup } from '../../lib/slo/rules/rule';

export interface PromtoolResult {
  readonly ok: boolean;
  readonly output: string;
}

/** Runs the real promtool of Debian's package prometheus; rejects when there is none. */
export function promtool(args: readonly string[], cwd: string): Promise<PromtoolResult> {
  return new Promise((resolve, reject) => {
    execFile('promtool', args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error && 'code' in error && error.code === 'ENOENT') {
        reject(new Error('promtool is not there; install it, such as by apt-get install prometheus', { cause: error }));
      } else resolve({ ok: error === null, output: stdout + stderr });
    });
  });
}

/** Runs `promtool test rules` on files that exist for the time of the test. */
export async function testRules(files: Readonly<Record<string, string>>, testFile: string): Promise<PromtoolResult> {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await promtool(['test', 'rules', testFile], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A question to the rules and its answer: labels in braces → value. */
export interface Question {
  readonly at: number;
  readonly expr: string;
  readonly answer: Readonly<Record<string, number>>;
}

export interface RuleTest {
  readonly groups: readonly RuleGroup[];
  readonly stepSeconds: number;
  /** Series → a sample a step. */
  readonly input: Readonly<Record<string, readonly number[] | string>>;
  readonly questions: readonly Question[];
}

/** Asks rules questions in promtool; the output says what was answered otherwise. */
export function askRules({ groups, stepSeconds, input, questions }: RuleTest): Promise<PromtoolResult> {
  const test = {
    rule_files: ['rules.yml'],
    evaluation_interval: durationText(stepSeconds),
    tests: [
      {
        interval: durationText(stepSeconds),
        input_series: Object.entries(input).map(([series, samples]) => ({
          series,
          values: typeof samples === 'string' ? samples : samplesText(samples),
        })),
        promql_expr_test: questions.map(({ at, expr, answer }) => ({
          expr,
          eval_time: durationText(at),
          exp_samples: Object.entries(answer).map(([labels, value]) => ({ labels, value })),
        })),
      },
    ],
  };
  // JSON is YAML.
  return testRules({ 'rules.yml': ruleFileText('# For a test', groups), 'test.yml': JSON.stringify(test) }, 'test.yml');
}
