import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { BURN_RATE_METRIC } from '../../lib/model/burn-rate-metric';
import { findProjectRoot } from '../../lib/model/project-root';
import { describeWithPromtool, promtool, titled } from '../_helpers/promtool';

const RULES = readFileSync(join(findProjectRoot(__dirname), 'observability/prometheus/rules/slo/sre-app.yml'), 'utf8');

describe('the burn rate that is published', () => {
  test.each(['availability', 'outside-in'])('is compared as the fast page of %s compares it', (slo) => {
    const page = RULES.split('- alert: ').find(
      (rule) => rule.startsWith('SloBurnRealMonthPageFast\n') && rule.includes(`slo: ${slo}\n`),
    );
    expect(page).toContain(`slo:burn_rate{slo="${slo}",window="1h"} > ${BURN_RATE_METRIC.pageAbove})`);
    expect(page).toContain(`slo:burn_rate{slo="${slo}",window="5m"} > ${BURN_RATE_METRIC.pageAbove}\n`);
    expect(page).toContain(`slo:bad_events:increase{slo="${slo}",window="1h"} > 2.9\n`);
  });
});

describeWithPromtool(titled('the query of the burn rate, in the words of the real promtool'), () => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-burn-rate-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Burn rates of one hour and of five minutes, and bad events of the hour, by SLO. */
  type Series = Readonly<Record<string, readonly [hour: number, minutes: number, bad: number]>>;

  function answersTo(series: Series, value: number | undefined): string {
    const labels = (slo: string, window: string) => `slo="${slo}",objective="99.9%",window="${window}"`;
    const test = {
      rule_files: [],
      evaluation_interval: '1m',
      tests: [
        {
          input_series: Object.entries(series).flatMap(([slo, [hour, minutes, bad]]) => [
            { series: `slo:burn_rate{${labels(slo, '1h')}}`, values: `${hour}` },
            { series: `slo:burn_rate{${labels(slo, '5m')}}`, values: `${minutes}` },
            { series: `slo:bad_events:increase{${labels(slo, '1h')}}`, values: `${bad}` },
          ]),
          promql_expr_test: [
            {
              expr: BURN_RATE_METRIC.query,
              eval_time: '0m',
              exp_samples: value === undefined ? [] : [{ labels: '{}', value }],
            },
          ],
        },
      ],
    };
    const file = join(folder, 'test.yml');
    writeFileSync(file, stringify(test));
    return promtool(['test', 'rules', file]).output;
  }

  test('is the smaller one of both windows: an outage that is over does not count any more', () => {
    expect(answersTo({ availability: [20, 0.5, 100] }, 0.5)).toContain('SUCCESS');
  });

  test('is the worse one of both SLOs', () => {
    expect(answersTo({ availability: [1, 2, 50], 'outside-in': [30, 40, 50] }, 30)).toContain('SUCCESS');
  });

  test('is 0 while there are too few bad events to judge by', () => {
    expect(answersTo({ 'outside-in': [300, 400, 2] }, 0)).toContain('SUCCESS');
  });

  test('is nothing without traffic and without a probe', () => {
    expect(answersTo({}, undefined)).toContain('SUCCESS');
  });
});
