import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PORTS } from '../../lib/model/names';
import { findProjectRoot } from '../../lib/model/project-root';
import { readConfig } from '../../observability/prober/src/config';
import { describeWithPromtool, promtool, titled } from '../_helpers/promtool';

const CONFIG = join(findProjectRoot(__dirname), 'observability/prometheus/prometheus.yml');
const RULES = join(findProjectRoot(__dirname), 'observability/prometheus/rules');

describe('prometheus.yml', () => {
  const config = parse(readFileSync(CONFIG, 'utf8'));
  const [app, prober] = config.scrape_configs;

  test('evaluates every 5 s and scrapes the app every 2 s', () => {
    expect(config.global).toEqual({ scrape_interval: '5s', evaluation_interval: '5s' });
    expect(app).toMatchObject({ scrape_interval: '2s', scrape_timeout: '2s' });
  });

  test("finds the app's tasks by DNS, once a second", () => {
    expect(config.scrape_configs).toHaveLength(2);
    expect(app.dns_sd_configs).toEqual([
      { names: ['sre-app-service.sre.local'], type: 'A', port: 5000, refresh_interval: '1s' },
    ]);
  });

  test("shows the name sre-app-service.sre.local:5000 beside the task's own address", () => {
    expect(app.relabel_configs).toEqual([
      { source_labels: ['__meta_dns_name'], target_label: 'target', replacement: '$1:5000' },
    ]);
  });

  test("reads the prober of its own task at the prober's port", () => {
    expect(prober).toEqual({
      job_name: 'outside-in',
      scrape_interval: '2s',
      scrape_timeout: '2s',
      static_configs: [{ targets: [`localhost:${PORTS.prober}`] }],
    });
    expect(readConfig({ PROBE_TARGET: 'http://a/' })).toMatchObject({ host: '127.0.0.1', port: PORTS.prober });
  });

  test('sends alerts to the Alertmanager of its own task', () => {
    expect(config.alerting).toEqual({
      alertmanagers: [{ static_configs: [{ targets: [`localhost:${PORTS.alertmanager}`] }] }],
    });
  });

  test('loads the alias rules and the rules of the SLOs, both beside the configuration', () => {
    expect(config.rule_files).toEqual(['rules/*.yml', 'rules/slo/*.yml']);
  });

  test('answers queries by status as well as by http_status', () => {
    expect(app.metric_relabel_configs).toEqual([
      { source_labels: ['http_status'], regex: '(.+)', target_label: 'status' },
    ]);
  });
});

describeWithPromtool(titled('the configuration, in the words of the real promtool'), () => {
  test('is valid, with its rules', () => {
    const { output } = promtool(['check', 'config', CONFIG]);
    const files = readdirSync(RULES, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yml'));
    expect(files).toContain('aliases.yml');
    expect(output).toContain(`SUCCESS: ${files.length} rule files found`);
    expect(output).not.toMatch(/FAILED|WARNING/);
  });
});
