import { mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import type { LocalImage } from '../../local-cloud/index';
import { findProgram } from '../find-program';
import type { Environment } from '../host';
import { copySources } from './copy-sources';

/** Grafana, when the machine has one; no package registry that the lab uses does. */
export function grafanaImage(root: string, environment: Environment): LocalImage {
  return {
    repository: IMAGES.grafana.repository,
    currentTag: () => imageTag(root, IMAGES.grafana),
    build: async (into) => copySources(join(root, IMAGES.grafana.context), into),
    program({ snapshot, scratch, shared }) {
      const server = findGrafana(environment);
      if (!server) return { missing: 'no Grafana on this machine: put "grafana" on PATH and start the lab again' };
      const temporary = join(scratch, 'tmp');
      mkdirSync(temporary, { recursive: true });
      return {
        entryPoint: server,
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
      };
    },
  };
}

/** Since Grafana 9.4 the server is a subcommand; before that it was a program of its own. */
function findGrafana(environment: Environment): string[] | undefined {
  const grafana = findProgram('grafana', environment);
  if (grafana) return [grafana, 'server', '--homepath', homeOf(grafana)];
  const server = findProgram('grafana-server', environment);
  return server ? [server, '--homepath', homeOf(server)] : undefined;
}

/** Where Grafana's own files are: beside `bin/` in an unpacked archive, in /usr/share when installed by a package. */
function homeOf(program: string): string {
  const prefix = join(dirname(realpathSync(program)), '..');
  return prefix === '/usr' ? '/usr/share/grafana' : prefix;
}
