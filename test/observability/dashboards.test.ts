import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles } from '../../observability/dashboards/generate';
import { queriesOf } from '../_helpers/dashboard-queries';
import { cellsOf, examined, knownMetrics, type Dashboard } from './queries';

/** Each image has a copy in its own context. */
const FOLDERS = ['grafana', 'console'].map((image) =>
  join(findProjectRoot(__dirname), 'observability', image, 'dashboards'),
);

describe('the generated dashboards', () => {
  test.each(FOLDERS)(
    'are fresh in %s (`node esbuild.config.js && node dist/observability/dashboards/write.js` writes them)',
    (folder) => {
      const files = dashboardFiles();
      expect(readdirSync(folder).sort()).toEqual(Object.keys(files).sort());
      for (const [name, content] of Object.entries(files))
        expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
    },
  );

  test('say first that they are generated', () => {
    for (const content of Object.values(dashboardFiles())) {
      expect(Object.entries(JSON.parse(content))[0]).toEqual([
        'description',
        expect.stringMatching(/^Generated from /),
      ]);
    }
  });
});

describe.each(Object.entries(dashboardFiles()))('the dashboard %s', (_, content) => {
  const dashboard: Dashboard = JSON.parse(content);

  test('has queries that parse, on metrics that exist', async () => {
    const known = await knownMetrics();
    const queries = queriesOf(dashboard);
    expect(queries.length).toBeGreaterThan(5);
    for (const { expr } of queries) {
      expect({ expr, ...examined(expr) }).toEqual({ expr, errors: [], metrics: expect.anything() });
      expect(examined(expr).metrics.filter((name) => !known.has(name))).toEqual([]);
    }
  });

  test('has panels with ids, titles, descriptions, and a place of their own', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const shown = panels.filter(({ type }) => type !== 'row' && type !== 'text');
    for (const { title, description, datasource } of shown) {
      expect(title).not.toBe('');
      expect(description).toMatch(/^[A-Z]/);
      expect(datasource).toEqual({ type: 'prometheus', uid: 'prometheus' });
    }
    const cells = panels.flatMap(({ gridPos }) => cellsOf(gridPos));
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos }) => gridPos.x + gridPos.w))).toBeLessThanOrEqual(24);
  });

  test('marks what is synthetic, faults, deployments and task stops', () => {
    expect(dashboard.annotations.list.map(({ name }) => name)).toEqual([
      'Synthetic history',
      'Synthetic incidents',
      'Faults',
      'Deployments',
      'Task stops',
    ]);
  });

  test('says which clock its numbers are of', () => {
    const clocked = dashboard.panels.filter(({ targets = [] }) => targets.some(({ expr }) => expr.includes('$clock')));
    for (const { title, description } of clocked) expect(`${title} ${description}`).toContain('${clock:text}');
    const variable = dashboard.templating?.list?.find(({ name }) => name === 'clock');
    expect(variable?.query ?? 'class hour : class, real month : real').toBe('class hour : class, real month : real');
  });
});

describe('a query that is wrong', () => {
  test.each([
    ['sum(rate(up[5m])', 1],
    ['up{job=sre}', 1],
    ['sum by (le) (rate(up[5m]))', 0],
  ])('%s has %d errors at least', (expr, errors) => {
    expect(examined(expr).errors.length).toBeGreaterThanOrEqual(errors);
    expect(examined('rate(no_such_total[5m])').metrics).toEqual(['no_such_total']);
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
