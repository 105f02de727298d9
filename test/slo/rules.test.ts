import { ruleFileText } from '../../lib/slo/rules/rule-text';
import { increaseOver, EVENT_COUNTER } from '../../lib/slo/rules/counters';
import { NOTHING, samplesText } from '../../lib/slo/proof/samples';
import type { Slo } from '../../lib/slo/model';
import type { Question } from './_promtool';
import { rollingWindows } from '../../lib/slo/rules/windows';
import { askRules, promtool, testRules } from './_promtool';
import {
  AVAILABILITY,
  CLASS,
  FRESHNESS,
  given,
  LATENCY,
  objective,
  OUTSIDE_IN,
  QUALITY,
  RAW,
  rulesOf,
  SLICED,
} from './_slos';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

jest.setTimeout(120_000);

const GOOD = 'http_requests_total{route="/",http_status="200",job="app",instance="a"}';
const BAD = 'http_requests_total{route="/",http_status="500",job="app",instance="a"}';
const RECORDED_NUMBERS = '{__name__=~"slo:.*",__name__!~".*(exhaustion|start|number).*"}';

/** NaN is not above anything. */
const NOT_A_NUMBER = `count(${RECORDED_NUMBERS}) - count(${RECORDED_NUMBERS} >= -Inf)`;

const SLICED_OUTSIDE = given({ ...OUTSIDE_IN, name: 'sliced-outside', budgeting: SLICED.budgeting });

const NATIVE = given({
  name: 'native',
  indicator: { kind: 'histogram', form: 'native', query: 'http_request_duration_seconds{route="/"}' },
  objectives: [objective(0.99, { threshold: { op: 'lte', value: 0.2 } })],
});

const TOGETHER = [AVAILABILITY, LATENCY, FRESHNESS, OUTSIDE_IN, QUALITY, SLICED_OUTSIDE];

describe('the rules of an SLO', () => {
  test.each([AVAILABILITY, OUTSIDE_IN, LATENCY, FRESHNESS, QUALITY, RAW, SLICED, NATIVE, calendar()])(
    'load in Prometheus: $name',
    async (slo) => {
      const folder = mkdtempSync(join(tmpdir(), 'rules-'));
      try {
        writeFileSync(join(folder, 'rules.yml'), ruleFileText('# For a test', rulesOf(slo)));
        expect((await promtool(['check', 'rules', 'rules.yml'], folder)).output).toMatch(/SUCCESS/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test.each([AVAILABILITY, LATENCY, QUALITY, SLICED])(
    'are clean while there is nothing: no NaN, nothing negative, all of the budget, no burn alert: $name',
    async (slo) => {
      const { output } = await askRules({
        groups: rulesOf(slo),
        stepSeconds: 5,
        input: {},
        questions: [
          { at: 0, expr: NOT_A_NUMBER, answer: { '{}': 0 } },
          { at: 60, expr: NOT_A_NUMBER, answer: { '{}': 0 } },
          { at: 60, expr: `count(${RECORDED_NUMBERS} < 0)`, answer: {} },
          { at: 60, expr: 'min(slo:error_budget:left)', answer: { '{}': 1 } },
          { at: 60, expr: 'min(slo:sli)', answer: { '{}': 1 } },
          { at: 600, expr: 'count(ALERTS{kind="burn"})', answer: {} },
          // Two minutes without anything to count are told, as what they are.
          {
            at: 600,
            expr: 'count by (alertname) (ALERTS{alertstate="firing"})',
            answer: { '{alertname="SloMetricAbsent"}': 1 },
          },
        ],
      });
      expect(output).toContain('SUCCESS');
    },
  );

  test('are clean beside those of other SLOs, and load', async () => {
    const rules = { 'rules.yml': ruleFileText('# For a test', rulesOf(...TOGETHER)) };
    const folder = mkdtempSync(join(tmpdir(), 'rules-'));
    try {
      writeFileSync(join(folder, 'rules.yml'), rules['rules.yml']);
      // Its lint refuses two rules that record the same name and labels.
      expect((await promtool(['check', 'rules', 'rules.yml'], folder)).output).toMatch(/SUCCESS/);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const { output } = await askRules({
      groups: rulesOf(...TOGETHER),
      stepSeconds: 5,
      input: { [GOOD]: '0+45x130', [BAD]: '0+5x130' },
      questions: [
        { at: 600, expr: NOT_A_NUMBER, answer: { '{}': 0 } },
        { at: 600, expr: 'min by (slo) (slo:error_budget:left) < 1', answer: leftOf('availability', -99) },
        { at: 600, expr: 'count by (slo) (ALERTS{kind="burn"} > 0) * 0', answer: { '{slo="availability"}': 0 } },
        // The windows of each SLO are those of its own clocks and tiers.
        ...TOGETHER.map((slo) => ({
          at: 600,
          expr: `count(count by (window) (slo:burn_rate{slo="${slo.name}"}))`,
          answer: { '{}': rollingWindows(slo).length },
        })),
        // An hour's budget at 99 %, ten times overspent; without class clock there is none.
        {
          at: 600,
          expr: 'count by (slo) (slo:sli{clock="class"})',
          answer: Object.fromEntries(
            TOGETHER.flatMap((slo) => {
              const counted = slo.objectives.filter(({ clocks }) => clocks.includes(CLASS)).length;
              return counted > 0 ? [[`{slo="${slo.name}"}`, counted]] : [];
            }),
          ),
        },
      ],
    });
    expect(output).toContain('SUCCESS');
  });

  test('overspend: a budget is not clamped at nothing', async () => {
    const { output } = await askRules({
      groups: rulesOf(given({ objectives: [objective(0.99, { clocks: [CLASS] })] })),
      stepSeconds: 5,
      input: { [GOOD]: '0+49x100', [BAD]: '0+1x100' },
      questions: [
        {
          at: 500,
          expr: 'round(100 * slo:error_budget:left{clock="class"})',
          answer: { '{slo="availability",objective="99%",clock="class"}': -100 },
        },
      ],
    });
    expect(output).toContain('SUCCESS');
  });
});

describe('windows', () => {
  test('weigh by events: a quiet hour that fails counts as little as it is', async () => {
    // 1 request in 5 s, all of them bad, then 2,000 in 5 s, all of them good; a mean of ratios would say 50 %.
    const quiet = Array.from({ length: 121 }, (_, step) => step);
    const { output } = await askRules({
      groups: rulesOf(given({ objectives: [objective(0.99)] })),
      stepSeconds: 5,
      input: {
        [BAD]: [...quiet, ...Array.from({ length: 120 }, () => 120)],
        [GOOD]: [...quiet.map(() => 0), ...Array.from({ length: 120 }, (_, step) => (step + 1) * 2000)],
      },
      questions: [
        {
          at: 1200,
          expr: 'round(1e7 * slo:error_ratio{window="1h"})',
          answer: { [labels('1h')]: millions(120 / 240_120) },
        },
      ],
    });
    expect(output).toContain('SUCCESS');
  });

  test('join a month at 60 s and ten minutes at 5 s exactly', async () => {
    // The month: 12 events a minute, 1 in 1,000 bad. The ten minutes: 50 in 5 s, 1 in 10 bad.
    const [minutes, steps] = [30 * 24 * 60, 120];
    const past: number[] = [];
    for (let minute = 0; minute <= minutes; minute += 1)
      past.push(minute * 12, ...Array.from({ length: 11 }, () => NOTHING));
    const live = (perStep: number, from: number): number[] => [
      ...Array.from({ length: minutes * 12 }, () => NOTHING),
      ...Array.from({ length: steps + 1 }, (_, step) => from + step * perStep),
    ];
    const counter = (event: string, source = '') =>
      `slo:events:count{slo="a",objective="99%",event="${event}"${source}}`;
    const end = 30 * 86_400 + 600;
    const select = 'slo="a",event="EVENT"';
    const over = (event: string) => increaseOver(select.replace('EVENT', event), 30 * 86_400, EVENT_COUNTER);
    const total = minutes * 12 + steps * 50;
    const good = minutes * 12 * 0.999 + steps * 45;
    const test = {
      rule_files: [],
      evaluation_interval: '10m',
      tests: [
        {
          interval: '5s',
          input_series: [
            { series: counter('total', ',source="backfill"'), values: samplesText(past) },
            {
              series: counter('good', ',source="backfill"'),
              values: samplesText(past.map((value) => value * 0.999)),
            },
            { series: counter('total'), values: samplesText(live(50, minutes * 12)) },
            { series: counter('good'), values: samplesText(live(45, minutes * 12 * 0.999)) },
          ],
          promql_expr_test: [
            {
              expr: `round(1e5 * (1 - sum(${over('good')}) / sum(${over('total')})))`,
              eval_time: `${end}s`,
              // The first ten minutes of the month have left the window.
              exp_samples: [{ labels: '{}', value: Math.round(1e5 * (1 - (good - 120 * 0.999) / (total - 120))) }],
            },
          ],
        },
      ],
    };
    expect((await testRules({ 'test.yml': JSON.stringify(test) }, 'test.yml')).output).toContain('SUCCESS');
  });

  test('of a calendar period begin anew with it', async () => {
    const { output } = await askRules({
      groups: rulesOf(calendar()),
      stepSeconds: 5,
      input: { [GOOD]: '0+45x240', [BAD]: '0+5x120 600x120' },
      questions: [
        {
          at: 595,
          expr: 'round(100 * slo:error_ratio{window=~".*calendar"})',
          answer: { [labels('10m calendar')]: 10 },
        },
        {
          at: 1195,
          expr: 'round(100 * slo:error_ratio{window=~".*calendar"})',
          answer: { [labels('10m calendar')]: 0 },
        },
      ],
    });
    expect(output).toContain('SUCCESS');
  });
});

describe('counters', () => {
  test('go on after Prometheus was away, and a target that it finds again is not counted twice', async () => {
    // 20 steps, 20 minutes without any sample, 20 steps.
    const gap = '_x240';
    const { output } = await askRules({
      groups: rulesOf(given({ objectives: [objective(0.99)] })),
      stepSeconds: 5,
      input: { [GOOD]: `0+10x20 stale ${gap} 5000+10x20` },
      questions: [
        { at: 1450, expr: 'max(slo:events:count{event="total"})', answer: { '{}': 400 } },
        { at: 1450, expr: 'max(slo:events:increase{event="total",window="30d"})', answer: { '{}': 400 } },
      ],
    });
    expect(output).toContain('SUCCESS');
  });

  test('of two targets are summed, and one that starts again does not undo the other', async () => {
    const other = GOOD.replace('instance="a"', 'instance="b"');
    const { output } = await askRules({
      groups: rulesOf(given({ objectives: [objective(0.99)] })),
      stepSeconds: 5,
      input: { [GOOD]: '0+10x20 3+10x19', [other]: '0+5x40' },
      questions: [{ at: 200, expr: 'max(slo:events:count{event="total"})', answer: { '{}': 200 + 193 + 200 } }],
    });
    expect(output).toContain('SUCCESS');
  });
});

function labels(window: string): string {
  return `{slo="availability",objective="99%",window="${window}"}`;
}

/** What is left of the least budget of an SLO. */
function leftOf(slo: string, left: number): Question['answer'] {
  return { [`{slo="${slo}"}`]: left };
}

function millions(ratio: number): number {
  return Math.round(1e7 * ratio);
}

function calendar(): Slo {
  const clock = {
    name: 'real',
    periodSeconds: 600,
    calendar: { startTime: '2026-01-01T00:00:00Z', timeZone: 'UTC' },
  } as const;
  return given({ objectives: [objective(0.99, { clocks: [clock] })], alertPolicies: [] });
}
