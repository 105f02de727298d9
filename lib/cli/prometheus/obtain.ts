import { dirname } from 'node:path';
import { LabError } from '../../model/errors';
import { obtainPackage, type ObtainOptions } from '../debian/obtain-package';
import type { DebianPackage } from '../debian/package';
import type { FoundPrometheus } from '../doctor/facts';
import { locateUnpacked, unpackedProgram } from './locate';

export type { ObtainOptions } from '../debian/obtain-package';

/** The next step for whoever has to get it without the lab. */
export const PUT_ON_PATH =
  'put prometheus and promtool 2.42 or newer on PATH (https://prometheus.io/docs/prometheus/latest/installation/)';

const PACKAGE: DebianPackage = {
  name: 'prometheus',
  title: 'Prometheus',
  // Debian's web pages are in packages of their own.
  wanted: /^(libjs-.+|fonts-.+)$/,
  compiledIn: '/usr/share/prometheus/web',
  program: unpackedProgram(''),
  code: 'Prometheus',
  advice: PUT_ON_PATH,
  briefAdvice: 'put prometheus and promtool on PATH yourself',
};

/** Gets Debian's or Ubuntu's Prometheus without installing it. */
export async function obtainPrometheus(options: ObtainOptions): Promise<FoundPrometheus> {
  const { environment, folder } = options;
  let found: FoundPrometheus | undefined;
  await obtainPackage(options, {
    package: PACKAGE,
    runs: async (unpacked) => Boolean((found = await locateUnpacked(unpacked, environment))),
    notWanted,
  });
  return { ...found!, directory: dirname(unpackedProgram(folder)), unpackedIn: folder };
}

export function notWanted(): LabError {
  return new LabError(
    'PrometheusRefused',
    'the lab needs Prometheus; say y, use "npx lab up --yes", or put prometheus and promtool on PATH yourself',
  );
}
