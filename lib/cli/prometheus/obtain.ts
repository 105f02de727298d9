import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../../model/errors';
import type { FoundPrometheus } from '../doctor/facts';
import { exec } from '../exec';
import { findProgram } from '../find-program';
import type { Environment } from '../host';
import { aptIn } from './apt';
import { locateUnpacked, unpackedProgram } from './locate';
import { relocatePages } from './relocate-pages';

export interface ObtainOptions {
  readonly environment: Environment;
  /** Where Prometheus shall be; replaced as a whole, and only by one that runs. */
  readonly folder: string;
  /** Asked once the size is known; false leaves everything as it is. */
  readonly mayDownload: (megabytes: number) => Promise<boolean>;
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Gets Debian's or Ubuntu's Prometheus without installing it: the packages are downloaded and unpacked into the
 * project's own folder. That needs no root, starts no service, and goes with the folder.
 */
export async function obtainPrometheus(options: ObtainOptions): Promise<FoundPrometheus> {
  const { environment, folder } = options;
  for (const program of ['apt-get', 'apt-cache', 'dpkg-deb']) {
    if (!findProgram(program, environment)) throw noWayToGetIt(program);
  }
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true }); // Of one that was killed.
  try {
    const packages = join(partial, 'packages');
    const unpacked = join(partial, 'unpacked');
    mkdirSync(packages, { recursive: true });
    mkdirSync(unpacked);
    await downloadPackages(options, partial, packages);
    await unpack(packages, unpacked, options);
    relocatePages(unpackedProgram(unpacked));
    const found = await locateUnpacked(unpacked, environment);
    options.signal?.throwIfAborted();
    if (!found) throw doesNotRun();
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
    return { ...found, directory: dirname(unpackedProgram(folder)), unpackedIn: folder };
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function downloadPackages(options: ObtainOptions, partial: string, into: string): Promise<void> {
  const apt = aptIn(partial, options.environment, options.signal);
  let packages = await apt.packages();
  if (packages.length === 0) {
    options.progress('reading the package lists');
    await apt.update();
    options.signal?.throwIfAborted();
    packages = await apt.packages();
  }
  if (packages.length === 0) {
    throw new LabError('NoPrometheusPackage', `this system has no package "prometheus"; ${PUT_ON_PATH}`);
  }
  const megabytes = Math.ceil((await apt.size(packages)) / 1e6);
  if (!(await options.mayDownload(megabytes))) {
    throw notWanted();
  }
  options.progress(`downloading Prometheus (${megabytes} MB)`);
  await apt.download(packages, into);
  options.signal?.throwIfAborted();
}

async function unpack(packages: string, into: string, { environment, signal }: ObtainOptions): Promise<void> {
  for (const file of readdirSync(packages)) {
    const { exitCode } = await exec(['dpkg-deb', '-x', join(packages, file), into], {
      environment,
      signal,
      timeoutMs: 60_000,
    });
    signal?.throwIfAborted();
    if (exitCode === 0) continue;
    throw new LabError('PrometheusUnpack', `dpkg-deb could not unpack ${file}; is the disk full ("df -h .")?`);
  }
  // Not read by the pages, and nine tenths of the size.
  for (const unused of ['etc', 'usr/share/doc', 'usr/share/man', 'usr/share/javascript/moment-timezone/data']) {
    rmSync(join(into, unused), { recursive: true, force: true });
  }
}

/** The next step for whoever has to get it without the lab. */
export const PUT_ON_PATH =
  'put prometheus and promtool 2.42 or newer on PATH (https://prometheus.io/docs/prometheus/latest/installation/)';

export function notWanted(): LabError {
  return new LabError(
    'PrometheusRefused',
    'the lab needs Prometheus; say y, use "npx lab up --yes", or put prometheus and promtool on PATH yourself',
  );
}

function noWayToGetIt(program: string): LabError {
  return new LabError(
    'NoPrometheus',
    `Prometheus is not on PATH, and there is no ${program} to get it with; ${PUT_ON_PATH}`,
  );
}

function doesNotRun(): LabError {
  return new LabError(
    'PrometheusDoesNotRun',
    'the Prometheus that apt-get downloaded does not run on this machine; put prometheus and promtool on PATH yourself',
  );
}
