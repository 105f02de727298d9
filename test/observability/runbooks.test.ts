import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';
import { SEVERITIES } from '../../lib/report/severity';

const ROOT = findProjectRoot(__dirname);
const RULES = join(ROOT, 'observability/prometheus/rules');

interface Rule {
  readonly alert?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Every alert that Prometheus loads, generated or written by hand. */
const alerts = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yml'))
  .flatMap((file) => {
    const { groups = [] }: { groups?: { rules: Rule[] }[] } = parse(readFileSync(join(RULES, file), 'utf8'));
    return groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);
  });

describe('every alert', () => {
  it('is looked at: burn alerts, causes, absences and the dead man’s switch', () => {
    const kinds = new Set(alerts.map(({ labels }) => labels?.['kind'] ?? 'none'));
    expect(kinds).toEqual(new Set(['absence', 'burn', 'cause', 'watchdog']));
    expect(alerts.length).toBeGreaterThan(50);
  });

  it('has a runbook, which is there', () => {
    const missing = alerts.filter(({ annotations }) => !existsSync(join(ROOT, annotations?.['runbook_url'] ?? 'none')));
    expect(missing.map(({ alert, annotations }) => [alert, annotations?.['runbook_url']])).toEqual([]);
  });

  it('has a runbook that names it, or is of its SLO alone', () => {
    const unnamed = alerts.filter(({ alert = '', labels, annotations }) => {
      if (labels?.['kind'] === 'burn') return false;
      const text = readFileSync(join(ROOT, annotations?.['runbook_url'] ?? 'none'), 'utf8');
      return !text.includes(`\`${alert}\``) && !text.startsWith(`# The ${alert} `);
    });
    expect(unnamed.map(({ alert, annotations }) => [alert, annotations?.['runbook_url']])).toEqual([]);
  });

  it('has a severity with a response time, except the one that always fires', () => {
    const names = new Set<string>(SEVERITIES.map(({ name }) => name));
    const without = alerts.filter(({ labels }) => !names.has(labels?.['severity'] ?? ''));
    expect(without.map(({ alert }) => alert)).toEqual(['Watchdog']);
  });
});

describe('the runbooks', () => {
  it('are all in their list', () => {
    const files = readdirSync(join(ROOT, 'docs/runbooks')).filter((file) => file !== 'README.md');
    const list = readFileSync(join(ROOT, 'docs/runbooks/README.md'), 'utf8');
    expect(files.filter((file) => !list.includes(`(${file})`))).toEqual([]);
  });
});
