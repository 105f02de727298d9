import { randomUUID } from 'node:crypto';
import { openEntrances, type EntranceMaker } from '../forwarding/entrances';
import type { Place, PlaceOptions, PlaceProcess, PlaceProgram } from '../network';
import type { AgentConnection } from './agent-connection';

/** What places are made in. */
export interface Machine extends EntranceMaker {
  readonly agent: AgentConnection;
}

/** Makes the task's namespace and opens its public address; leaves nothing when it rejects. */
export async function createPlace(machine: Machine, task: PlaceOptions): Promise<Place> {
  const { agent } = machine;
  await agent.request({ kind: 'addTask', task: task.id, address: task.privateAddress, ports: task.ports });
  const entrances = await openEntrances(machine, task).catch(async (error: unknown) => {
    await removeTask(agent, task.id);
    throw error;
  });
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await entrances.close();
    await removeTask(agent, task.id);
  }
  return {
    start: (program) => startProgram(agent, task.id, program),
    setReachable: (open) => entrances.setReachable(open),
    setMovedPages: (port, pages) => agent.notice({ kind: 'movedPages', task: task.id, port, pages }),
    startFault: (fault) => agent.request({ kind: 'startFault', task: task.id, fault }),
    stopFault: (fault) => agent.request({ kind: 'stopFault', task: task.id, fault }),
    close: () => (closed ??= close()),
  };
}

async function startProgram(agent: AgentConnection, task: string, program: PlaceProgram): Promise<PlaceProcess> {
  const process = randomUUID();
  const { command, environment, workingDirectory, onOutput } = program;
  let stopListening: (() => void) | undefined;
  const exited = new Promise<number>((resolve) => {
    stopListening = agent.listenTo(process, { onOutput, onExit: resolve });
  });
  try {
    await agent.request({ kind: 'spawn', task, process, command, environment, workingDirectory });
  } catch (error) {
    stopListening?.();
    throw error;
  }
  return { exited, signal: (signal) => agent.notice({ kind: 'signal', process, signal }) };
}

/** A task of an agent that is gone is gone too. */
async function removeTask(agent: AgentConnection, task: string): Promise<void> {
  await agent.request({ kind: 'removeTask', task }).catch(() => undefined);
}
