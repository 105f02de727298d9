import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { PORTS } from '../../lib/model/names';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles, logDashboardFiles } from '../../observability/dashboards/generate';
import { LOG_DATASOURCE } from '../../observability/dashboards/house-style';
import { examined } from './queries';

const ROOT = join(findProjectRoot(__dirname), 'observability');
const yaml = (path: string) => parse(readFileSync(join(ROOT, path), 'utf8'));

describe('loki.yaml', () => {
  const config = yaml('loki/loki.yaml');

  test("listens where the log router and Grafana look for it, and writes below the image's volume only", () => {
    expect(config.server.http_listen_port).toBe(PORTS.loki);
    expect(config.common.path_prefix).toBe('/loki');
    const paths = [...Object.values(config.common.storage.filesystem), config.compactor.working_directory];
    for (const path of paths) expect(path).toMatch(/^\/loki\//);
  });

  test('forgets after a day: retention has what it needs', () => {
    expect(config.limits_config.retention_period).toBe('24h');
    expect(config.compactor).toMatchObject({ retention_enabled: true, delete_request_store: 'filesystem' });
    // Structured metadata, and the compactor's retention, need this schema.
    expect(config.schema_config.configs).toMatchObject([{ store: 'tsdb', schema: 'v13', index: { period: '24h' } }]);
  });

  test('has limits for a small machine', () => {
    expect(config.limits_config).toMatchObject({
      ingestion_rate_mb: 1,
      max_global_streams_per_user: 50,
      max_query_parallelism: 2,
      max_line_size_truncate: true,
    });
    expect(config.querier.max_concurrent).toBe(2);
    expect(config.analytics.reporting_enabled).toBe(false);
  });
});

describe("Grafana's provisioning of a lab with logs", () => {
  test('is that of every lab, and Loki, beside it in the task', () => {
    const dockerfile = readFileSync(join(ROOT, 'grafana/Dockerfile'), 'utf8');
    expect(dockerfile).toContain(
      [
        'COPY provisioning /etc/grafana/provisioning-with-logs',
        'COPY logs/provisioning /etc/grafana/provisioning-with-logs',
        'COPY logs/dashboards /etc/grafana/dashboards-with-logs',
      ].join('\n'),
    );
    expect(yaml('grafana/logs/provisioning/datasources/loki.yaml').datasources).toEqual([
      expect.objectContaining({ ...LOG_DATASOURCE, url: `http://localhost:${PORTS.loki}`, access: 'proxy' }),
    ]);
    expect(yaml('grafana/logs/provisioning/dashboards/logs.yaml').providers).toMatchObject([
      { type: 'file', options: { path: '/etc/grafana/dashboards-with-logs' } },
    ]);
    // Same name, same file: one would take the other's place.
    for (const kind of ['datasources', 'dashboards']) {
      const names = ['grafana/provisioning', 'grafana/logs/provisioning'].flatMap((path) =>
        readdirSync(join(ROOT, path, kind)),
      );
      expect(new Set(names).size).toBe(names.length);
    }
  });

  test('asks Loki for no more lines than it gives', () => {
    const [{ jsonData }] = yaml('grafana/logs/provisioning/datasources/loki.yaml').datasources;
    expect(jsonData.maxLines).toBe(yaml('loki/loki.yaml').limits_config.max_entries_limit_per_query);
  });
});

describe('the dashboard of SLO and logs', () => {
  const files = logDashboardFiles();
  const dashboard = JSON.parse(files['slo-and-logs.json']!);

  test('is fresh, and none of the default lab', () => {
    const folder = join(ROOT, 'grafana/logs/dashboards');
    expect(readdirSync(folder)).toEqual(Object.keys(files));
    for (const [name, content] of Object.entries(files)) expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
    expect(Object.keys(dashboardFiles())).not.toContain('slo-and-logs.json');
    expect(Object.values(dashboardFiles()).join('')).not.toContain('"loki"');
  });

  test('asks Prometheus in PromQL and Loki by the label that the log router gives', () => {
    const panels: { type: string; datasource?: { type: string }; targets?: { expr: string }[] }[] = dashboard.panels;
    const asked = panels.flatMap(({ datasource, targets = [] }) =>
      targets.map(({ expr }) => ({ expr, kind: datasource?.type })),
    );
    for (const { expr } of asked.filter(({ kind }) => kind === 'prometheus')) expect(examined(expr).errors).toEqual([]);
    const ofLoki = asked.filter(({ kind }) => kind === 'loki');
    expect(ofLoki).toHaveLength(2);
    for (const { expr } of ofLoki) expect(expr).toContain('{job="sre-app"} | json');
    expect(panels.some(({ type }) => type === 'logs')).toBe(true);
  });

  test('has panels with a place of their own', () => {
    const ids = dashboard.panels.map(({ id }: { id: number }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(dashboard.uid).toBe('slo-and-logs');
  });
});
