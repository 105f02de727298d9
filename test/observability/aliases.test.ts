import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { METRICS } from '../../app/src/metrics/names';
import { findProjectRoot } from '../../lib/model/project-root';
import { DOCUMENT_QUERIES, queriesIn } from '../_helpers/document-queries';
import { describeWithPromtool, promtool, titled } from '../_helpers/promtool';

const ROOT = findProjectRoot(__dirname);
const ALIASES = join(ROOT, 'observability/prometheus/rules/aliases.yml');
/** Where the requirement documents are, for those who have them. */
const DOCUMENTS = join(ROOT, '..', 'shared', 'seeds');

const { groups } = parse(readFileSync(ALIASES, 'utf8')) as {
  groups: { rules: { record: string; expr: string }[] }[];
};
const rules = groups.flatMap((group) => group.rules);
const recorded = new Set(rules.map(({ record }) => record));
const exposed = new Set<string>(Object.values(METRICS));

describe('the alias rules', () => {
  it('are one group, so that what one records is there for the next', () => {
    expect(groups).toHaveLength(1);
  });

  it("read what the app has, or what a rule above recorded, and never take one of the app's names", () => {
    const known = new Set(exposed);
    for (const { record, expr } of rules) {
      for (const name of metricsIn(expr)) expect([...known]).toContain(withoutSuffix(name, known));
      expect([...exposed]).not.toContain(record);
      known.add(record);
    }
  });

  it('give every name that the documents ask for and the app does not have', () => {
    const asked = DOCUMENT_QUERIES.flatMap(({ queries }) => queries).flatMap(metricsIn);
    expect(asked.filter((name) => !exposed.has(name) && !recorded.has(name))).toEqual([]);
  });
});

const documents = existsSync(DOCUMENTS) ? readdirSync(DOCUMENTS).sort() : [];
const reason = documents.length === 0 ? ' (skipped: the requirement documents are not beside the checkout)' : '';
(reason ? describe.skip : describe)(`the requirement documents${reason}`, () => {
  it('have the queries that are tested here, word for word, and no other', () => {
    const found = documents.map((file) => ({
      document: file.slice(0, 3),
      queries: queriesIn(readFileSync(join(DOCUMENTS, file), 'utf8')),
    }));
    expect(found).toEqual(DOCUMENT_QUERIES);
  });
});

describeWithPromtool(titled('the alias rules, in the words of the real promtool'), () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-aliases-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** One task at a steady rate: of ten requests in 10 s, nine well and one failed, all in 0.1 to 0.2 s. */
  const task = (labels: string) => `job="sre-app",instance="10.0.0.4:5000",${labels}`;
  const ok = task('method="GET",route="/risky",http_status="200",status="200"');
  const failed = task('method="GET",route="/risky",http_status="500",status="500"');
  const idle = task('method="GET",route="/idle",http_status="200",status="200"');
  const series = {
    [`http_requests_total{${ok}}`]: '0+9x60',
    [`http_requests_total{${failed}}`]: '0+1x60',
    [`http_requests_total{${idle}}`]: '0+0x60',
    [`http_request_duration_seconds_bucket{${ok},le="0.1"}`]: '0+0x60',
    [`http_request_duration_seconds_bucket{${ok},le="0.2"}`]: '0+9x60',
    [`http_request_duration_seconds_bucket{${ok},le="+Inf"}`]: '0+9x60',
    [`http_request_duration_seconds_sum{${ok}}`]: '0+1.5x60',
    [`http_request_duration_seconds_count{${ok}}`]: '0+9x60',
    [`http_request_duration_seconds_sum{${failed}}`]: '0+0.5x60',
    [`http_request_duration_seconds_count{${failed}}`]: '0+1x60',
    [`http_request_duration_seconds_sum{${idle}}`]: '0+0x60',
    [`http_request_duration_seconds_count{${idle}}`]: '0+0x60',
    [`resume_match_score_sum{${task('target="a"')}}`]: '0+2x60',
    [`resume_match_score_count{${task('target="a"')}}`]: '0+2x60',
    [`app_errors_total{${task('error_type="db_failure",route="/api/users"')}}`]: '0+1x60',
    [`http_requests_in_flight{${task('target="a"')}}`]: '3x60',
  };
  const at10m = (expr: string, ...samples: readonly (readonly [string, number])[]) => ({
    expr,
    eval_time: '10m',
    exp_samples: samples.map(([labels, value]) => ({ labels, value })),
  });
  const run = (series_: Record<string, string>, tests: object[]) => {
    const file = join(folder, 'test.yml');
    const test = {
      rule_files: [ALIASES],
      evaluation_interval: '10s',
      tests: [
        {
          interval: '10s',
          input_series: Object.entries(series_).map(([name, values]) => ({ series: name, values })),
          promql_expr_test: tests,
        },
      ],
    };
    writeFileSync(file, stringify(test));
    return promtool(['test', 'rules', file]).output;
  };

  it('give latency by method and route, its mean in seconds, and nothing for a route without requests', () => {
    const both = 'job="sre-app",instance="10.0.0.4:5000",method="GET",route="/risky"';
    const output = run(series, [
      at10m('http_request_latency_seconds', [`http_request_latency_seconds{${both}}`, 0.2]),
      at10m('http_request_latency_seconds_count{route="/risky"}', [`http_request_latency_seconds_count{${both}}`, 600]),
      at10m('histogram_quantile(0.95, sum(rate(http_request_latency_seconds_bucket[5m])) by (le))', ['{}', 0.195]),
    ]);
    expect(output).toContain('SUCCESS');
  });

  it('give document 004 its endpoint, method and error type', () => {
    const endpoint = 'job="sre-app",instance="10.0.0.4:5000",method="GET",endpoint="/risky"';
    const output = run(series, [
      at10m('app_request_latency_seconds', [`app_request_latency_seconds{${endpoint}}`, 0.2]),
      at10m(
        'app_request_count{endpoint="/risky"}',
        [`app_request_count{${endpoint},http_status="200"}`, 540],
        [`app_request_count{${endpoint},http_status="500"}`, 60],
      ),
      at10m('app_error_count', [
        'app_error_count{job="sre-app",instance="10.0.0.4:5000",error_type="db_failure",endpoint="/api/users"}',
        60,
      ]),
      at10m('sum(app_active_requests)', ['{}', 3]),
      at10m('count(app_request_latency_seconds_bucket{endpoint="/risky"})', ['{}', 3]),
    ]);
    expect(output).toContain('SUCCESS');
  });

  it('give the mean score, weighted by matches over all tasks', () => {
    const other = 'job="sre-app",instance="10.0.0.5:5000",target="a"';
    const twoTasks = {
      ...series,
      [`resume_match_score_sum{${other}}`]: '0+1x60',
      [`resume_match_score_count{${other}}`]: '0+4x60',
    };
    expect(run(twoTasks, [at10m('avg(resume_matching_score)', ['{}', 0.5])])).toContain('SUCCESS');
  });

  it('give no score, rather than NaN, while nothing is matched', () => {
    const none = Object.fromEntries(Object.entries(series).map(([name]) => [name, '0x60']));
    expect(run(none, [at10m('resume_matching_score'), at10m('http_request_latency_seconds')])).toContain('SUCCESS');
  });

  it('can fail', () => {
    expect(() => run(series, [at10m('resume_matching_score', ['resume_matching_score', 0.7])])).toThrow('FAILED');
  });
});

/** The names in an expression that are neither functions, words of the language, labels nor strings. */
function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/"[^"]*"/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\]/g, '')
    .replace(/\b(by|without|on|ignoring)\s*\([^)]*\)/g, '');
  const words = [...bare.matchAll(/\b([a-z_]\w*)\b(?!\s*\()/gi)].map(([, word]) => word!);
  return words.filter((word) => !['and', 'or', 'unless', 'bool', 'sum', 'avg', 'offset'].includes(word));
}

/** A histogram's series have names of their own. */
function withoutSuffix(name: string, known: ReadonlySet<string>): string {
  return known.has(name) ? name : name.replace(/_(bucket|sum|count)$/, '');
}
