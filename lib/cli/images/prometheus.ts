import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import { PORTS } from '../../model/names';
import type { LocalImage, LocalProgram, ProgramPaths, SharedNetwork } from '../../local-cloud/index';
import type { FoundPrometheus } from '../doctor/facts';
import type { Environment } from '../host';
import { copySources } from './copy-sources';
import { withHttpDiscovery } from '../prometheus/http-discovery';
import { withNeighboursAt } from '../prometheus/neighbours';
import { searchPath } from './search-path';

/** Debian's Prometheus has only the classic pages; newer addresses lead to them. */
const CLASSIC_PAGES = Object.fromEntries(
  ['alerts', 'config', 'flags', 'graph', 'query', 'rules', 'service-discovery', 'status', 'targets', 'tsdb-status'].map(
    (page) => [`/${page}`, `/classic/${page === 'query' ? 'graph' : page}`],
  ),
);

/** Prometheus with the image's own entry point and configuration. */
export function prometheusImage(root: string, environment: Environment, found: FoundPrometheus): LocalImage {
  const folder = join(root, IMAGES.prometheus.context);
  return {
    repository: IMAGES.prometheus.repository,
    currentTag: () => imageTag(root, IMAGES.prometheus),
    build: async (into) => copySources(folder, into),
    program({ snapshot, scratch, volumes, shared }) {
      const program: LocalProgram = {
        entryPoint: ['sh', join(snapshot, 'entrypoint.sh')],
        command: [],
        environment: {
          PATH: searchPath(environment, found.directory),
          PROMETHEUS_CONFIG: join(snapshot, 'prometheus.yml'),
          PROMETHEUS_RULES: join(snapshot, 'rules'),
          PROMETHEUS_DATA: volumes['/prometheus'] ?? scratch,
        },
        // An unpacked Prometheus reads its pages below its working directory.
        workingDirectory: found.unpackedIn ?? snapshot,
        movedPages: { port: PORTS.prometheus, pages: CLASSIC_PAGES },
      };
      return shared === undefined ? program : onSharedNetwork(program, { snapshot, scratch, volumes, shared });
    },
  };
}

/** Its own address to listen on and to find its neighbours at, and HTTP in the place of DNS in the image's configuration. */
function onSharedNetwork(
  program: LocalProgram,
  { snapshot, scratch, shared }: ProgramPaths & { readonly shared: SharedNetwork },
): LocalProgram {
  const configuration = join(scratch, 'discovery.yml');
  const shipped = readFileSync(join(snapshot, 'prometheus.yml'), 'utf8');
  writeFileSync(configuration, withNeighboursAt(withHttpDiscovery(shipped, shared.discovery), shared.address));
  return {
    ...program,
    entryPoint: [...program.entryPoint, `--web.listen-address=${shared.address}:${PORTS.prometheus}`],
    environment: { ...program.environment, PROMETHEUS_CONFIG: configuration },
    localhost: shared.address,
  };
}
