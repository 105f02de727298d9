import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import type { LocalImage } from '../../local-cloud/index';
import type { NoGrafana } from '../grafana/ensure';
import type { FoundGrafana } from '../grafana/locate';
import type { Environment } from '../host';
import { copySources } from './copy-sources';

/** Grafana, when there is one, with the image's configuration in place of `/etc/grafana`. */
export function grafanaImage(root: string, environment: Environment, found: FoundGrafana | NoGrafana): LocalImage {
  return {
    repository: IMAGES.grafana.repository,
    currentTag: () => imageTag(root, IMAGES.grafana),
    build: async (into) => copySources(join(root, IMAGES.grafana.context), into),
    program({ snapshot, scratch, shared }) {
      if ('missing' in found) return { missing: found.missing };
      const temporary = join(scratch, 'tmp');
      mkdirSync(temporary, { recursive: true });
      return {
        entryPoint: [found.program, ...found.subcommand, '--homepath', found.home],
        command: ['--config', join(snapshot, 'grafana.ini')],
        environment: {
          ...(environment['PATH'] ? { PATH: environment['PATH'] } : {}),
          GF_PATHS_CONFIG: join(snapshot, 'grafana.ini'),
          GF_PATHS_PROVISIONING: join(snapshot, 'provisioning'),
          GF_PATHS_DATA: scratch,
          GF_PATHS_PLUGINS: join(scratch, 'plugins'),
          GF_PATHS_LOGS: join(scratch, 'log'),
          TMPDIR: temporary,
          LAB_DASHBOARDS: join(snapshot, 'dashboards'),
          // Its datasource needs nothing: the host's localhost:9090 leads to the lab's Prometheus.
          ...(shared && { GF_SERVER_HTTP_ADDR: shared.address }),
        },
        workingDirectory: snapshot,
        ...(shared && { localhost: shared.address }),
      };
    },
  };
}
