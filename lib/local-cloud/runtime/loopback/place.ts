import { openEntrances, type EntranceMaker } from '../forwarding/entrances';
import type { PageFronts } from '../forwarding/page-fronts';
import type { TaskConnections } from '../forwarding/task-connections';
import type { Place, PlaceOptions, PlaceProcess, PlaceProgram } from '../network';
import { whyNotExecutable } from '../processes/find-program';
import { startTaskProcess, type TaskProcess } from '../processes/task-process';
import { killAllOf, markOf } from './task-mark';
import type { LoopbackTools } from './tools';

/** What places are made in. */
export interface LoopbackMachine extends EntranceMaker {
  readonly tools: LoopbackTools;
  /** Unique on this machine. */
  readonly id: string;
  readonly discovery: string;
  readonly fronts: PageFronts;
  readonly connections: TaskConnections;
}

/** Opens the task's public address; nothing has to be made for its private one. */
export async function createPlace(machine: LoopbackMachine, task: PlaceOptions): Promise<Place> {
  const { fronts, connections, discovery } = machine;
  const entrances = await openEntrances(machine, task);
  const running = new Set<TaskProcess>();
  let closed: Promise<void> | undefined;

  async function start(program: PlaceProgram): Promise<PlaceProcess> {
    const { command, environment, workingDirectory, onOutput } = program;
    const problem = await whyNotExecutable(command[0] ?? '', environment['PATH'] ?? '', workingDirectory);
    if (problem !== undefined) throw new Error(problem);
    if (closed !== undefined) throw new Error(`task ${task.id} has no network any more`);
    const started = await startTaskProcess({
      launcher: launcherOf(machine.tools),
      command,
      environment: { ...environment, ...markOf(machine.id, task.id) },
      workingDirectory,
      onOutput: async (lines) => lines.forEach(onOutput),
    });
    running.add(started);
    void started.exited.then(() => running.delete(started));
    return started;
  }
  async function close(): Promise<void> {
    await entrances.close();
    fronts.remove(task.privateAddress);
    for (const process of running) process.signal('SIGKILL');
    await killAllOf(machine.id, task.id);
    connections.end(task.privateAddress);
  }
  return {
    shared: { address: task.privateAddress, discovery },
    start,
    setReachable: (open) => entrances.setReachable(open),
    setMovedPages(port, pages) {
      if (closed === undefined) fronts.add(task.privateAddress, port, pages);
    },
    startFault: () => Promise.reject(new Error(NO_NETWORK_OF_ITS_OWN)),
    stopFault: () => Promise.resolve(),
    close: () => (closed ??= close()),
  };
}

const NO_NETWORK_OF_ITS_OWN =
  'on the loopback network a task has no network of its own that could be disturbed: network faults need namespaces ' +
  '("npx lab doctor" says what this machine lacks for them)';

/** The kernel ends the program with this process, where there is setpriv; core files would end up in image snapshots. */
function launcherOf({ setpriv, prlimit }: LoopbackTools): string[] {
  return [
    ...(prlimit === undefined ? [] : [prlimit, '--core=0', '--']),
    ...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL', '--no-new-privs', '--']),
  ];
}
