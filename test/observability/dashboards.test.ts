import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles } from '../../observability/dashboards/generate';

const FOLDER = join(findProjectRoot(__dirname), 'observability/grafana/dashboards');

describe('the generated dashboards', () => {
  test('are fresh (`node esbuild.config.js && node dist/observability/dashboards/write.js` writes them)', () => {
    const files = dashboardFiles();
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(files).sort());
    for (const [name, content] of Object.entries(files)) expect(readFileSync(join(FOLDER, name), 'utf8')).toBe(content);
  });

  test('say first that they are generated', () => {
    for (const content of Object.values(dashboardFiles())) {
      expect(Object.entries(JSON.parse(content))[0]).toEqual([
        'description',
        expect.stringMatching(/^Generated from /),
      ]);
    }
  });
});

describe('the dashboard SRE SLO Demo', () => {
  const { panels } = JSON.parse(dashboardFiles()['sre-slo-demo.json']!);

  test('has the two panels of the walk-through', () => {
    expect(panels.map((panel: { title: string }) => panel.title)).toEqual(['SLI (Success Rate)', 'Error Rate']);
  });

  test('shows the success rate as a Stat from 0 to 1 in percent: red, yellow from 0.97, green from 0.99', () => {
    expect(panels[0]).toMatchObject({
      type: 'stat',
      targets: [
        {
          expr: `sum(rate(http_requests_total{http_status=~"2.."}[5m]))
/
clamp_min(sum(rate(http_requests_total[5m])), 0.00001)`,
        },
      ],
      fieldConfig: {
        defaults: {
          unit: 'percentunit',
          min: 0,
          max: 1,
          color: { mode: 'thresholds' },
          thresholds: {
            mode: 'absolute',
            steps: [
              { color: 'red', value: null },
              { color: 'yellow', value: 0.97 },
              { color: 'green', value: 0.99 },
            ],
          },
        },
      },
    });
  });

  test('shows the error rate as a time series', () => {
    expect(panels[1]).toMatchObject({
      type: 'timeseries',
      targets: [{ expr: 'sum(rate(http_requests_total{http_status!~"2.."}[5m]))' }],
    });
  });

  test('asks the provisioned datasource, and gives every panel an id of its own', () => {
    for (const panel of panels) {
      expect(panel.datasource).toEqual({ type: 'prometheus', uid: 'prometheus' });
      expect(panel.targets[0].datasource).toEqual({ type: 'prometheus', uid: 'prometheus' });
    }
    expect(new Set(panels.map((panel: { id: number }) => panel.id)).size).toBe(panels.length);
  });
});
