import { join } from 'node:path';
import { IMAGES, imageTag } from '../../model/images';
import { PORTS } from '../../model/names';
import type { LocalImage } from '../../local-cloud/index';
import type { NoAlertmanager } from '../alertmanager/ensure';
import { directoryOf, type FoundAlertmanager } from '../alertmanager/locate';
import type { Environment } from '../host';
import { copySources } from './copy-sources';
import { searchPath } from './search-path';

/** Alertmanager, when there is one, with the image's own entry point and configuration. */
export function alertmanagerImage(
  root: string,
  environment: Environment,
  found: FoundAlertmanager | NoAlertmanager,
): LocalImage {
  return {
    repository: IMAGES.alertmanager.repository,
    currentTag: () => imageTag(root, IMAGES.alertmanager),
    build: async (into) => copySources(join(root, IMAGES.alertmanager.context), into),
    program({ snapshot, scratch, shared }) {
      if ('missing' in found) return { missing: found.missing };
      return {
        entryPoint: [
          'sh',
          join(snapshot, 'entrypoint.sh'),
          ...(shared ? [`--web.listen-address=${shared.address}:${PORTS.alertmanager}`] : []),
        ],
        command: [],
        environment: {
          PATH: searchPath(environment, directoryOf(found)),
          ALERTMANAGER_PROGRAM: found.program,
          ALERTMANAGER_CONFIG: join(snapshot, 'alertmanager.yml'),
          ALERTMANAGER_DATA: scratch,
          // A laptop's task has no role: a topic is then refused at once, and no metadata service is looked for.
          AWS_EC2_METADATA_DISABLED: 'true',
        },
        // An unpacked one reads its templates below its working directory.
        workingDirectory: found.unpackedIn ?? snapshot,
        ...(shared && { localhost: shared.address }),
      };
    },
  };
}
