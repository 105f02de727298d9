import { randomUUID } from 'node:crypto';
import type { Place, PlaceOptions, PlaceProcess, PlaceProgram } from '../network';
import type { AgentConnection } from './agent-connection';
import type { HostListener, OpenHostListener } from './host-listener';
import type { LocalhostPorts } from './localhost-ports';

/** What places are made in. */
export interface Machine {
  readonly agent: AgentConnection;
  readonly openListener: OpenHostListener;
  readonly localhost: LocalhostPorts;
}

/** Makes the task's namespace and opens its public address; leaves nothing when it rejects. */
export async function createPlace(machine: Machine, task: PlaceOptions): Promise<Place> {
  const { agent, localhost } = machine;
  await agent.request({ kind: 'addTask', task: task.id, address: task.privateAddress });
  const listeners = await openPublicAddress(machine, task).catch(async (error: unknown) => {
    await removeTask(agent, task.id);
    throw error;
  });
  const onLocalhost = { address: task.privateAddress, ports: task.ports };
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    localhost.setReachable(onLocalhost, false);
    await Promise.all([...listeners.map((listener) => listener.close()), localhost.settled()]);
    await removeTask(agent, task.id);
  }
  return {
    start: (program) => startProgram(agent, task.id, program),
    setReachable(open) {
      if (closed === undefined) localhost.setReachable(onLocalhost, open);
    },
    setMovedPages: (port, pages) => agent.notice({ kind: 'movedPages', task: task.id, port, pages }),
    close: () => (closed ??= close()),
  };
}

/** All of the task's ports or none. */
async function openPublicAddress({ openListener }: Machine, task: PlaceOptions): Promise<HostListener[]> {
  const { publicAddress, privateAddress, ports } = task;
  if (publicAddress === undefined) return [];
  const opened = await Promise.allSettled(ports.map((port) => openListener(publicAddress, port)));
  const listeners = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(listeners.map((listener) => listener.close()));
    throw failed.reason;
  }
  for (const listener of listeners) listener.setTargets([privateAddress]);
  return listeners;
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
