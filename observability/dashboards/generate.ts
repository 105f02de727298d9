import { sreSloDemo } from './sre-slo-demo';

/** The generated files: name below observability/grafana/dashboards → content. */
export function dashboardFiles(): Record<string, string> {
  return { 'sre-slo-demo.json': `${JSON.stringify(sreSloDemo, null, 2)}\n` };
}
