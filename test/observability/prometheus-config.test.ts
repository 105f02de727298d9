import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';

describe('prometheus.yml', () => {
  const config = parse(
    readFileSync(join(findProjectRoot(__dirname), 'observability/prometheus/prometheus.yml'), 'utf8'),
  );
  const [app] = config.scrape_configs;

  test('evaluates every 5 s and scrapes the app every 2 s', () => {
    expect(config.global).toEqual({ scrape_interval: '5s', evaluation_interval: '5s' });
    expect(app).toMatchObject({ scrape_interval: '2s', scrape_timeout: '2s' });
  });

  test("finds the app's tasks by DNS, once a second", () => {
    expect(config.scrape_configs).toHaveLength(1);
    expect(app.dns_sd_configs).toEqual([
      { names: ['sre-app-service.sre.local'], type: 'A', port: 5000, refresh_interval: '1s' },
    ]);
  });

  test("shows the name sre-app-service.sre.local:5000 beside the task's own address", () => {
    expect(app.relabel_configs).toEqual([
      { source_labels: ['__meta_dns_name'], target_label: 'target', replacement: '$1:5000' },
    ]);
  });

  test('answers queries by status as well as by http_status', () => {
    expect(app.metric_relabel_configs).toEqual([
      { source_labels: ['http_status'], regex: '(.+)', target_label: 'status' },
    ]);
  });
});
