import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findProjectRoot } from '../../lib/model/project-root';
import { DATASOURCE } from '../../observability/dashboards/house-style';

const IMAGE = join(findProjectRoot(__dirname), 'observability/grafana');

describe("Grafana's provisioning", () => {
  test('has Prometheus, beside it in the task, as its datasource', () => {
    expect(yaml('provisioning/datasources/prometheus.yaml').datasources).toEqual([
      expect.objectContaining({
        type: DATASOURCE.type,
        uid: DATASOURCE.uid,
        url: 'http://localhost:9090',
        access: 'proxy',
        isDefault: true,
      }),
    ]);
  });

  test('reads the dashboards from the folder that the environment names', () => {
    const [provider] = yaml('provisioning/dashboards/lab.yaml').providers;
    expect(provider).toMatchObject({ type: 'file', options: { path: '$LAB_DASHBOARDS' } });
    expect(text('Dockerfile')).toContain('LAB_DASHBOARDS=/etc/grafana/dashboards');
    expect(text('Dockerfile')).toContain('COPY dashboards /etc/grafana/dashboards');
  });

  test('opens with a dashboard that exists', () => {
    const [, file] = /default_home_dashboard_path = \$__env\{LAB_DASHBOARDS\}\/(.+)/.exec(text('grafana.ini'))!;
    expect(readdirSync(join(IMAGE, 'dashboards'))).toContain(file);
  });

  test('writes below its volume only', () => {
    const paths = [...text('Dockerfile').matchAll(/\b(GF_PATHS_(?:DATA|PLUGINS|LOGS)|TMPDIR)=(\S+)/g)];
    expect(paths).toHaveLength(4);
    for (const [, , path] of paths) expect(path).toMatch(/^\/var\/lib\/grafana(\/|$)/);
  });

  test('calls nobody outside', () => {
    const ini = text('grafana.ini');
    for (const setting of ['reporting_enabled', 'check_for_updates', 'check_for_plugin_updates', 'news_feed_enabled']) {
      expect(ini).toContain(`${setting} = false`);
    }
    expect(ini).toContain('preinstall_disabled = true');
    expect(ini).toContain('preinstall_auto_update = false');
  });

  test('has no password of its own: the secret is in the environment', () => {
    expect(text('grafana.ini')).not.toContain('admin_password');
  });
});

function text(path: string): string {
  return readFileSync(join(IMAGE, path), 'utf8');
}

function yaml(path: string) {
  return parse(text(path));
}
