/** `node esbuild.config.js && node dist/observability/dashboards/write.js` writes the dashboards into the images of Grafana and the console. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles, logDashboardFiles } from './generate';

const observability = join(findProjectRoot(__dirname), 'observability');
for (const [folder, files] of [
  ['grafana/dashboards', dashboardFiles()],
  ['grafana/logs/dashboards', logDashboardFiles()],
  // It draws them where there is no Grafana; an image's sources are below its own folder.
  ['console/dashboards', dashboardFiles()],
] as const) {
  for (const [name, content] of Object.entries(files)) writeFileSync(join(observability, folder, name), content);
}
