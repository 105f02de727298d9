import { LabError } from '../../model/errors';
import type { CommandContext } from '../command';
import { checksOf, firstProblem } from '../doctor/checks';
import { examineMachine } from '../doctor/examine';
import type { FoundPrometheus } from '../doctor/facts';
import { labPaths } from '../paths';
import { ensurePrometheus } from '../prometheus/ensure';
import type { Steps } from './steps';

export interface PrepareOptions {
  readonly port: number;
  readonly yes?: boolean;
  readonly signal: AbortSignal;
  readonly steps: Steps;
}

/** Doctor's checks, and Prometheus if it is missing. Throws the first problem as a sentence. */
export async function prepareMachine(
  context: CommandContext,
  { port, yes = false, signal, steps }: PrepareOptions,
): Promise<FoundPrometheus> {
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
  return steps.step(
    'prometheus',
    () => ensurePrometheus(facts.prometheus, context, { yes, signal }),
    ({ version, directory }) => `${version} in ${directory}`,
  );
}

function refuseWithProblem(checks: ReturnType<typeof checksOf>): void {
  const problem = firstProblem(checks);
  if (problem) throw new LabError('MachineNotReady', `${problem.name}: ${problem.found}; ${problem.advice}`);
}
