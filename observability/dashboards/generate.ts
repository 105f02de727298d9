import type { DashboardBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { alertView } from './alert-view';
import { serviceView } from './service-view';
import { sloAndLogs } from './slo-and-logs';
import { sloOverview } from './slo-overview';
import { sreSloDemo } from './sre-slo-demo';

/** Every dashboard by the name of its file. */
const DASHBOARDS: Readonly<Record<string, () => DashboardBuilder>> = {
  'sre-slo-demo.json': sreSloDemo,
  'slo-overview.json': sloOverview,
  'service-view.json': serviceView,
  'alert-view.json': alertView,
};

/** Those of a lab with `-c logs=loki`, beside the others. */
const LOG_DASHBOARDS: Readonly<Record<string, () => DashboardBuilder>> = { 'slo-and-logs.json': sloAndLogs };

/** The generated files: name below observability/grafana/dashboards → content. */
export function dashboardFiles(): Record<string, string> {
  return filesOf(DASHBOARDS);
}

/** The same below observability/grafana/logs/dashboards. */
export function logDashboardFiles(): Record<string, string> {
  return filesOf(LOG_DASHBOARDS);
}

function filesOf(dashboards: typeof DASHBOARDS): Record<string, string> {
  return Object.fromEntries(Object.entries(dashboards).map(([name, dashboard]) => [name, contentOf(dashboard())]));
}

/** What says that the file is generated comes first; the SDK gives panels no ids. */
function contentOf(builder: DashboardBuilder): string {
  const { description, panels = [], ...rest } = builder.build();
  const numbered = panels.map((panel, index) => ({ ...panel, id: index + 1 }));
  return `${JSON.stringify({ description, ...rest, panels: numbered }, null, 2)}\n`;
}
