import { dirname, join } from 'node:path';
import { toolFolder } from '../download/plan';
import { RELEASES } from '../download/releases';
import { exec } from '../exec';
import { findProgram, isExecutable } from '../find-program';
import type { Environment } from '../host';
import type { LabPaths } from '../paths';

/** An Alertmanager of this machine. */
export interface FoundAlertmanager {
  readonly version: string;
  readonly program: string;
  /** The root of Debian's unpacked package; absent for any other Alertmanager. */
  readonly unpackedIn?: string;
}

/** Debian's name for it is the second. */
const NAMES = ['alertmanager', 'prometheus-alertmanager'];

/** Below an unpacked package of Debian. */
export const DEBIAN_PROGRAM = join('usr', 'bin', 'prometheus-alertmanager');

/**
 * Alertmanager on PATH, else the official release, else Debian's package in the project's own tools folder; undefined
 * without one that runs.
 */
export async function locateAlertmanager(
  environment: Environment,
  paths: Pick<LabPaths, 'tools' | 'alertmanager'>,
): Promise<FoundAlertmanager | undefined> {
  for (const name of NAMES) {
    const onPath = findProgram(name, environment);
    const found = onPath ? await examine(onPath, environment) : undefined;
    if (found) return found;
  }
  return (
    (await alertmanagerIn(join(paths.tools, toolFolder('alertmanager')), environment)) ??
    locateUnpackedAlertmanager(paths.alertmanager, environment)
  );
}

/** The Alertmanager of an official release that was unpacked into `folder`. */
export function alertmanagerIn(folder: string, environment: Environment): Promise<FoundAlertmanager | undefined> {
  return examine(join(folder, RELEASES.alertmanager.program), environment);
}

/** The Alertmanager of a package that was unpacked into `folder`. */
export async function locateUnpackedAlertmanager(
  folder: string,
  environment: Environment,
): Promise<FoundAlertmanager | undefined> {
  const found = await examine(join(folder, DEBIAN_PROGRAM), environment);
  return found && { ...found, unpackedIn: folder };
}

/** The folder that has the program, and amtool. */
export function directoryOf({ program }: FoundAlertmanager): string {
  return dirname(program);
}

/** Asks the program for its version: a file of the right name is not yet an Alertmanager. */
async function examine(program: string, environment: Environment): Promise<FoundAlertmanager | undefined> {
  if (!isExecutable(program)) return undefined;
  const { exitCode, output } = await exec([program, '--version'], { environment });
  const version = exitCode === 0 ? /^alertmanager, version (\d[^\s+]*)/m.exec(output)?.[1] : undefined;
  return version === undefined ? undefined : { version, program };
}
