/** `node esbuild.config.js && node dist/observability/dashboards/write.js` writes the dashboards into Grafana's image. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';
import { dashboardFiles } from './generate';

const folder = join(findProjectRoot(__dirname), 'observability', 'grafana', 'dashboards');
for (const [name, content] of Object.entries(dashboardFiles())) writeFileSync(join(folder, name), content);
