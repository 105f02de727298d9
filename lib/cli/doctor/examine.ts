import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { locateAlertmanager } from '../alertmanager/locate';
import { exec } from '../exec';
import { findProgram } from '../find-program';
import { locateGrafana } from '../grafana/locate';
import type { Environment } from '../host';
import { findPostgres } from '../images/postgres';
import type { LabPaths } from '../paths';
import { locatePrometheus } from '../prometheus/locate';
import { findRunningLab } from '../run-state/running-lab';
import { PROGRAMS, type MachineFacts, type ProgramName } from './facts';
import { probePort, wantedPorts } from './ports';

/** Looks at this machine; takes about a tenth of a second and changes nothing. */
export async function examineMachine(options: {
  readonly environment: Environment;
  readonly paths: LabPaths;
  readonly endpointPort: number;
}): Promise<MachineFacts> {
  const { environment, paths, endpointPort } = options;
  const system = withSystemFolders(environment);
  const [namespaces, prometheus, alertmanager, ports] = await Promise.all([
    probeNamespaces(system),
    locatePrometheus(environment, paths),
    locateAlertmanager(environment, paths),
    Promise.all(wantedPorts(endpointPort).map(probePort)),
  ]);
  const running = findRunningLab(paths.runFile);
  return {
    nodeVersion: process.versions.node,
    platform: process.platform,
    programs: findPrograms(system),
    namespaces,
    architecture: process.arch,
    prometheus: prometheus ?? null,
    grafana: locateGrafana(environment, paths.tools) ?? null,
    alertmanager: alertmanager ?? null,
    postgresql: findPostgres(environment) ?? null,
    ports,
    availableMemoryMiB: availableMemoryMiB(),
    // While `lab up` looks at the machine, the lab that is starting is this process itself.
    runningLab: running && running.pid !== process.pid ? { pid: running.pid } : null,
  };
}

/** `ip` is in a folder that the PATH of an ordinary user often does not have; the runtime looks there too. */
function withSystemFolders(environment: Environment): Environment {
  return {
    ...environment,
    PATH: [environment['PATH'], '/usr/sbin', '/sbin', '/usr/bin', '/bin'].filter(Boolean).join(':'),
  };
}

function findPrograms(environment: Environment): Partial<Record<ProgramName, string>> {
  return Object.fromEntries(
    PROGRAMS.flatMap((name) => {
      const path = findProgram(name, environment);
      return path ? [[name, path]] : [];
    }),
  );
}

/** Does in small what the runtime does: a user, network, mount and PID namespace, and an interface inside. */
async function probeNamespaces(environment: Environment): Promise<MachineFacts['namespaces']> {
  const { exitCode, output } = await exec(
    ['unshare', '-Urnmpf', '--mount-proc', '--kill-child', 'ip', 'link', 'set', 'lo', 'up'],
    { environment, timeoutMs: 3_000 },
  );
  return { works: exitCode === 0, output };
}

/** What programs can get without swapping; the kernel's own estimate where there is one. */
function availableMemoryMiB(): number {
  try {
    const [, kilobytes] = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8')) ?? [];
    if (kilobytes) return Math.floor(Number(kilobytes) / 1024);
  } catch {
    // Not Linux: the check of the system says so.
  }
  return Math.floor(freemem() / 1024 ** 2);
}
