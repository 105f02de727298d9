import { dirname, join } from 'node:path';
import type { FoundPrometheus } from '../doctor/facts';
import { toolFolder } from '../download/plan';
import { RELEASES } from '../download/releases';
import { exec } from '../exec';
import { findProgram, isExecutable } from '../find-program';
import type { Environment } from '../host';
import type { LabPaths } from '../paths';

/**
 * Prometheus on PATH, else the official release, else Debian's package in the project's own tools folder; undefined
 * without one that runs.
 */
export async function locatePrometheus(
  environment: Environment,
  paths: Pick<LabPaths, 'tools' | 'prometheus'>,
): Promise<FoundPrometheus | undefined> {
  const onPath = findProgram('prometheus', environment);
  const found = onPath ? await examinePrometheus(onPath, environment) : undefined;
  return (
    found ??
    (await locateOfficial(join(paths.tools, toolFolder('prometheus')), environment)) ??
    locateUnpacked(paths.prometheus, environment)
  );
}

/** The Prometheus of an official release that was unpacked into `folder`. */
export async function locateOfficial(folder: string, environment: Environment): Promise<FoundPrometheus | undefined> {
  const found = await examinePrometheus(join(folder, RELEASES.prometheus.program), environment);
  return found && { ...found, official: true };
}

/** The Prometheus of a package that was unpacked into `folder`. */
export async function locateUnpacked(folder: string, environment: Environment): Promise<FoundPrometheus | undefined> {
  const found = await examinePrometheus(unpackedProgram(folder), environment);
  return found && { ...found, unpackedIn: folder };
}

export function unpackedProgram(folder: string): string {
  return join(folder, 'usr', 'bin', 'prometheus');
}

/** Asks the program for its version: a file of the right name is not yet a Prometheus. */
async function examinePrometheus(program: string, environment: Environment): Promise<FoundPrometheus | undefined> {
  if (!isExecutable(program)) return undefined;
  const { exitCode, output } = await exec([program, '--version'], { environment });
  const version = exitCode === 0 ? /^prometheus, version (\d[^\s+]*)/m.exec(output)?.[1] : undefined;
  if (version === undefined) return undefined;
  const directory = dirname(program);
  return { version, directory, promtool: isExecutable(join(directory, 'promtool')) };
}
