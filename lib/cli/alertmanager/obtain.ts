import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { obtainPackage, type ObtainOptions } from '../debian/obtain-package';
import type { DebianPackage } from '../debian/package';
import { DEBIAN_PROGRAM, locateUnpackedAlertmanager, type FoundAlertmanager } from './locate';

const ADVICE = 'put alertmanager and amtool 0.25 or newer on PATH';

const PACKAGE: DebianPackage = {
  name: 'prometheus-alertmanager',
  title: 'Alertmanager',
  compiledIn: '/usr/share/prometheus/alertmanager',
  program: DEBIAN_PROGRAM,
  code: 'Alertmanager',
  advice: ADVICE,
  briefAdvice: ADVICE,
};

/** Gets Debian's or Ubuntu's Alertmanager without installing it. */
export async function obtainAlertmanager(options: ObtainOptions): Promise<FoundAlertmanager> {
  const { environment, folder } = options;
  let found: FoundAlertmanager | undefined;
  await obtainPackage(options, {
    package: PACKAGE,
    runs: async (unpacked) => Boolean((found = await locateUnpackedAlertmanager(unpacked, environment))),
    notWanted: () => new LabError('DownloadNotWanted', 'Alertmanager was not wanted'),
  });
  return { version: found!.version, program: join(folder, DEBIAN_PROGRAM), unpackedIn: folder };
}
