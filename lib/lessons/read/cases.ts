import type { InputFile } from '../../slo/input/index';
import { entriesOf, fieldsOf, itemsOf, refuse, type Place } from '../../slo/input/place';
import { mapOf } from '../../slo/input/value-types';
import type { Problem } from '../../slo/model';
import { plainOf } from './plain';
import { line, sentence } from './values';
import { placeOf } from './yaml-place';

/** One hidden case: a test of promtool, and what somebody reads whose rules fail it. */
export interface Case {
  readonly name: string;
  readonly because: string;
  /** What belongs below `tests:` of promtool's file. */
  readonly test: Readonly<Record<string, unknown>>;
}

/** Keys of a test group of `promtool test rules`. */
const TEST_KEYS = [
  'interval',
  'name',
  'input_series',
  'alert_rule_test',
  'promql_expr_test',
  'external_labels',
  'external_url',
];

/** Reads a file of cases; everything that is wrong is among the problems. */
export function readCases({ file, text }: InputFile): {
  readonly cases: readonly Case[];
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const root = placeOf(file, text, 1, problems);
  const places = root && itemsOf(root, 'a list of cases, each with name, because and test');
  const cases = (places ?? []).flatMap((place) => readCase(place) ?? []);
  if (places?.length === 0) problems.push({ file, line: 1, path: '', got: 'no case', message: 'allowed: one or more' });
  return { cases: problems.length === 0 ? cases : [], problems };
}

function readCase(place: Place): Case | undefined {
  const fields = fieldsOf(place, ['name', 'because', 'test']);
  const name = fields?.required('name', line);
  const because = fields?.required('because', sentence);
  const test = fields?.required('test', mapOf(readTest, 'a test of promtool'));
  return name === undefined || because === undefined || !test ? undefined : { name, because, test };
}

function readTest(place: Place): Record<string, unknown> | undefined {
  if (!fieldsOf(place, TEST_KEYS)) return undefined;
  const entries = entriesOf(place).map(([key, at]) => [key, plainOf(at.node)] as const);
  const asks = entries.some(([key]) => key === 'alert_rule_test' || key === 'promql_expr_test');
  if (!asks) return refuse(place, 'allowed: a test that asks something: alert_rule_test or promql_expr_test');
  return Object.fromEntries(entries);
}

/** The file of `promtool test rules` that asks one case of rule files. */
export function caseFile({ test }: Case, ruleFiles: readonly string[], evaluationInterval: string): string {
  // JSON is YAML.
  return JSON.stringify({ rule_files: ruleFiles, evaluation_interval: evaluationInterval, tests: [test] }, null, 2);
}
