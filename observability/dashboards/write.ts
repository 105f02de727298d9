/** `node esbuild.config.js && node dist/observability/dashboards/write.js` writes the dashboards into the images of Grafana and the console. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles } from './generate';

const observability = join(findProjectRoot(__dirname), 'observability');
for (const image of ['grafana', 'console']) {
  for (const [name, content] of Object.entries(dashboardFiles())) {
    writeFileSync(join(observability, image, 'dashboards', name), content);
  }
}
