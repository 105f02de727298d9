/** `node esbuild.config.js && node dist/observability/dashboards/write.js` writes the dashboards into Grafana's image. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles, logDashboardFiles } from './generate';

const grafana = join(findProjectRoot(__dirname), 'observability', 'grafana');
for (const [folder, files] of [
  ['dashboards', dashboardFiles()],
  ['logs/dashboards', logDashboardFiles()],
] as const) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(grafana, folder, name), content);
}
