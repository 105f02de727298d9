import { isAbsolute, relative } from 'node:path';
import { findDocker, type FoundDocker } from '../../local-cloud/index';
import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import type { RuntimeChoice } from '../commands/up';
import { checksOf, containerChecksOf, firstProblem } from '../doctor/checks';
import { examineMachine } from '../doctor/examine';
import type { FoundPrometheus } from '../doctor/facts';
import type { ReleaseSource } from '../download/install';
import { ensureGrafana, type NoGrafana } from '../grafana/ensure';
import type { FoundGrafana } from '../grafana/locate';
import { labPaths } from '../paths';
import { ensurePrometheus } from '../prometheus/ensure';
import type { Steps } from './steps';

export interface PrepareOptions {
  readonly port: number;
  /** @default process */
  readonly runtime?: RuntimeChoice;
  readonly yes?: boolean;
  /** @default everything that is missing and wanted is downloaded */
  readonly download?: boolean;
  readonly source?: ReleaseSource;
  readonly signal: AbortSignal;
  readonly steps: Steps;
}

/** The programs that the lab's images are on this machine. */
export interface Tools {
  readonly prometheus: FoundPrometheus;
  readonly grafana: FoundGrafana | NoGrafana;
}

/** What runs the lab here: programs, or the engine that runs its containers. */
export type PreparedMachine = { readonly tools: Tools } | { readonly docker: FoundDocker };

/** Doctor's checks for the runtime that was chosen, and what it needs if it is missing. Throws the first problem as a sentence. */
export function prepareMachine(context: CommandContext, options: PrepareOptions): Promise<PreparedMachine> {
  return options.runtime === 'docker' ? prepareDocker(context, options) : preparePrograms(context, options);
}

async function prepareDocker(
  { environment, root }: CommandContext,
  { port, steps }: PrepareOptions,
): Promise<PreparedMachine> {
  const docker = await steps.step(
    'machine',
    async () => {
      const [examined, found] = await Promise.all([
        examineMachine({ environment, paths: labPaths(root), endpointPort: port }),
        findDocker(environment),
      ]);
      refuseWithProblem(containerChecksOf({ ...examined, docker: found }));
      if ('missing' in found) throw new LabError('MachineNotReady', found.missing);
      return found;
    },
    ({ version, socket }) => `Node ${process.versions.node}, Docker ${version} at ${socket}`,
  );
  return { docker };
}

async function preparePrograms(
  context: CommandContext,
  { port, steps, runtime: _runtime, ...options }: PrepareOptions,
): Promise<PreparedMachine> {
  const { environment, root } = context;
  const facts = await steps.step(
    'machine',
    async () => {
      const examined = await examineMachine({ environment, paths: labPaths(root), endpointPort: port });
      refuseWithProblem(checksOf(examined));
      return examined;
    },
    ({ nodeVersion, namespaces }) =>
      `Node ${nodeVersion}, ${namespaces.works ? 'network namespaces' : 'no network namespaces: the loopback network'}`,
  );
  const get = { yes: false, download: true, ...options };
  const prometheus = await steps.step(
    'prometheus',
    (show) => ensurePrometheus(facts.prometheus, context, { ...get, show }),
    ({ version, directory }) => `${version} in ${withinProject(root, directory)}`,
  );
  const grafana = await steps.step(
    'grafana',
    (show) => ensureGrafana(facts.grafana, context, { ...get, show }),
    // That there is none, and why, is told beside the lab's addresses.
    (found) => ('missing' in found ? undefined : `${found.version ?? 'found'} in ${withinProject(root, found.home)}`),
  );
  return { tools: { prometheus, grafana } };
}

function refuseWithProblem(checks: ReturnType<typeof checksOf>): void {
  const problem = firstProblem(checks);
  if (problem) throw new LabError('MachineNotReady', `${problem.name}: ${problem.found}; ${problem.advice}`);
}

/** The path as seen from the project's folder, when it is inside. */
function withinProject(root: string, directory: string): string {
  const path = relative(root, directory);
  return path.startsWith('..') || isAbsolute(path) ? directory : path;
}
