import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../model/errors';
import { exec } from '../exec';
import { findProgram } from '../find-program';
import type { Environment } from '../host';
import { aptIn } from './apt';
import type { DebianPackage } from './package';
import { relocate } from './relocate';

export interface ObtainOptions {
  readonly environment: Environment;
  /** Where the package shall be; replaced as a whole, and only by one that runs. */
  readonly folder: string;
  /** Asked once the size is known; false leaves everything as it is. */
  readonly mayDownload: (megabytes: number) => Promise<boolean>;
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** What the caller knows of the tool. */
export interface ObtainedPackage {
  readonly package: DebianPackage;
  /** Whether the program below an unpacked package runs. */
  readonly runs: (unpacked: string) => Promise<boolean>;
  /** Said when the user does not want the download. */
  readonly notWanted: () => LabError;
}

/**
 * Gets a package of Debian or Ubuntu without installing it: it is downloaded and unpacked into the project's own folder.
 * That needs no root, starts no service, and goes with the folder.
 */
export async function obtainPackage(options: ObtainOptions, obtained: ObtainedPackage): Promise<void> {
  const { environment, folder } = options;
  for (const program of ['apt-get', 'apt-cache', 'dpkg-deb']) {
    if (!findProgram(program, environment)) throw noWayToGetIt(obtained.package, program);
  }
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true }); // Of one that was killed.
  try {
    const packages = join(partial, 'packages');
    const unpacked = join(partial, 'unpacked');
    mkdirSync(packages, { recursive: true });
    mkdirSync(unpacked);
    await downloadPackages(options, obtained, partial, packages);
    await unpack(packages, unpacked, obtained.package, options);
    relocate(join(unpacked, obtained.package.program), obtained.package.compiledIn);
    const runs = await obtained.runs(unpacked);
    options.signal?.throwIfAborted();
    if (!runs) throw doesNotRun(obtained.package);
    rmSync(folder, { recursive: true, force: true });
    renameSync(unpacked, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

async function downloadPackages(
  options: ObtainOptions,
  { package: wanted, notWanted }: ObtainedPackage,
  partial: string,
  into: string,
): Promise<void> {
  const apt = aptIn(wanted, partial, options.environment, options.signal);
  let packages = await apt.packages();
  if (packages.length === 0) {
    options.progress('reading the package lists');
    await apt.update();
    options.signal?.throwIfAborted();
    packages = await apt.packages();
  }
  if (packages.length === 0) {
    throw new LabError(`No${wanted.code}Package`, `this system has no package "${wanted.name}"; ${wanted.advice}`);
  }
  const megabytes = Math.ceil((await apt.size(packages)) / 1e6);
  if (!(await options.mayDownload(megabytes))) throw notWanted();
  options.progress(`downloading ${wanted.title} (${megabytes} MB)`);
  await apt.download(packages, into);
  options.signal?.throwIfAborted();
}

async function unpack(
  packages: string,
  into: string,
  { code }: DebianPackage,
  { environment, signal }: ObtainOptions,
): Promise<void> {
  for (const file of readdirSync(packages)) {
    const { exitCode } = await exec(['dpkg-deb', '-x', join(packages, file), into], {
      environment,
      signal,
      timeoutMs: 60_000,
    });
    signal?.throwIfAborted();
    if (exitCode === 0) continue;
    throw new LabError(`${code}Unpack`, `dpkg-deb could not unpack ${file}; is the disk full ("df -h .")?`);
  }
  // Not read by the pages, and nine tenths of the size.
  for (const unused of ['etc', 'usr/share/doc', 'usr/share/man', 'usr/share/javascript/moment-timezone/data']) {
    rmSync(join(into, unused), { recursive: true, force: true });
  }
}

function noWayToGetIt({ code, title, advice }: DebianPackage, program: string): LabError {
  return new LabError(`No${code}`, `${title} is not on PATH, and there is no ${program} to get it with; ${advice}`);
}

function doesNotRun({ code, title, briefAdvice }: DebianPackage): LabError {
  return new LabError(
    `${code}DoesNotRun`,
    `the ${title} that apt-get downloaded does not run on this machine; ${briefAdvice}`,
  );
}
