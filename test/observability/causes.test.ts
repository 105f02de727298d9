import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';
import { promtool } from '../slo/_promtool';

jest.setTimeout(60_000);

const PROMETHEUS = join(findProjectRoot(__dirname), 'observability/prometheus');

interface CauseRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

const { groups }: { groups: { name: string; rules: (CauseRule | { record: string; expr: string })[] }[] } = parse(
  readFileSync(join(PROMETHEUS, 'rules/causes.yml'), 'utf8'),
);
const rules = groups.flatMap((group) => group.rules.filter((rule): rule is CauseRule => 'alert' in rule));

describe('the cause alerts', () => {
  test("are the operations guide's P0 and P1 thresholds", () => {
    const named = (severity: string) =>
      rules
        .filter(({ labels }) => labels['kind'] === 'cause' && labels['severity'] === severity)
        .map(({ alert }) => alert);
    expect(named('P0')).toEqual([
      'AvailabilityBelow99Percent',
      'ErrorRateAbove5Percent',
      'DatabaseConnectionFailures',
      'CircuitBreakerOpen',
    ]);
    expect(named('P1')).toEqual([
      'ResponseTimeAbove2Seconds',
      'CpuAbove80Percent',
      'MemoryAbove85Percent',
      'DatabaseSlowQueries',
    ]);
  });

  test('state the window that they look at, in a label and in the expression', () => {
    for (const { alert, expr, labels } of rules.filter((rule) => rule.labels['kind'] === 'cause')) {
      expect([alert, [...expr.matchAll(/\[(\w+)\]/g)].map(([, window]) => window)]).toEqual([
        alert,
        expect.arrayContaining([labels['window']]),
      ]);
    }
  });

  test('are no burn alerts: no clock, no SLO', () => {
    for (const { labels } of rules) {
      expect(labels['kind']).toMatch(/^(cause|absence)$/);
      expect(Object.keys(labels)).not.toContain('clock');
      expect(Object.keys(labels)).not.toContain('slo');
    }
  });

  test('load in Prometheus, fire above their thresholds and are silent just below', async () => {
    expect((await promtool(['check', 'rules', 'rules/causes.yml'], PROMETHEUS)).output).toContain('SUCCESS');
    expect((await promtool(['test', 'rules', 'tests/causes.yml'], PROMETHEUS)).output).toMatch(/^ +SUCCESS$/m);
  });
});
