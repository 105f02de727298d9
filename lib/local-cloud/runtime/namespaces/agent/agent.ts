import { createServer, type Server } from 'node:net';
import { startDnsServer } from '../../../dns/server';
import type { Zone } from '../../../dns/zone';
import type { FaultTools, FromAgent, Notice, Request, Tools } from '../protocol';
import { RESOLVER_ADDRESS, TASK_ENDPOINT_ADDRESS } from '../protocol';
import { slotOf } from '../../../kernel/network-fault';
import { whyNotExecutable } from '../../processes/find-program';
import { forward, type ForwardOptions, type Forwarder } from '../../forwarding/forwarder';
import { listen } from '../../forwarding/listen';
import { startFault, type EndFault } from './faults/start-fault';
import { killAllIn } from './kill-all-in';
import { pageFronts, type PageFronts } from '../../forwarding/page-fronts';
import { taskConnections, type TaskConnections } from '../../forwarding/task-connections';
import { setUpMachine } from './machine';
import type { TaskNetwork } from './task-network';
import { addTaskNetwork } from './task-network';
import type { TaskProcess } from '../../processes/task-process';
import { startTaskProcess } from '../../processes/task-process';

export interface Agent {
  /** Rejects with a sentence when the request could not be carried out. */
  handle(request: Request, socket: Server | undefined): Promise<void>;
  notice(notice: Notice): void;
}

/** What the agent knows: everything that it made and has to take away again. */
interface State {
  tools: Tools | undefined;
  faultTools: FaultTools;
  directory: string;
  namespaces: string;
  zones: readonly Zone[];
  taskCount: number;
  readonly tasks: Map<string, Task>;
  readonly processes: Map<string, Started>;
  readonly listeners: Map<string, Forwarder>;
  readonly fronts: PageFronts;
  readonly connections: TaskConnections;
}

/** A task's network, and what it suffers. */
interface Task extends TaskNetwork {
  readonly ports: readonly number[];
  readonly faults: Map<string, EndFault>;
}

/** Resolves when the message is on its way, with the socket that comes with it. */
export type Send = (message: FromAgent, socket?: Server) => Promise<void>;

/** A process that was started in a task. */
interface Started extends Pick<TaskProcess, 'signal'> {
  readonly task: string;
}

/** The machine inside the namespaces, driven by messages. `send` resolves when the message is on its way. */
export function createAgent(send: Send): Agent {
  const state: State = {
    tools: undefined,
    faultTools: {},
    directory: '',
    namespaces: '',
    zones: [],
    taskCount: 0,
    tasks: new Map(),
    processes: new Map(),
    listeners: new Map(),
    fronts: pageFronts(),
    connections: taskConnections(),
  };
  return {
    async handle(request, socket) {
      switch (request.kind) {
        case 'open':
          return open(state, request, send);
        case 'addTask':
          return addTask(state, request);
        case 'removeTask':
          return removeTask(state, request.task);
        case 'spawn':
          return spawnProcess(state, request, send);
        case 'startFault':
          return beginFault(state, request);
        case 'stopFault':
          return endFault(state, request);
        case 'listen':
          if (socket === undefined) throw new Error(`no socket came with listener ${request.listener}`);
          state.listeners.set(request.listener, forward(socket, forwardOptions(state, request.port)));
          return;
        case 'unlisten':
          state.listeners.get(request.listener)?.close();
          state.listeners.delete(request.listener);
          return;
      }
    },
    notice(notice) {
      switch (notice.kind) {
        case 'zones':
          state.zones = notice.zones;
          return;
        case 'signal':
          state.processes.get(notice.process)?.signal(notice.signal);
          return;
        case 'targets':
          state.listeners.get(notice.listener)?.setTargets(notice.addresses);
          return;
        case 'movedPages':
          state.fronts.add(state.tasks.get(notice.task)?.address, notice.port, notice.pages);
          return;
      }
    },
  };
}

type Of<Kind extends Request['kind']> = Extract<Request, { kind: Kind }>;

async function open(state: State, { tools, faultTools, directory }: Of<'open'>, send: Send): Promise<void> {
  state.namespaces = (await setUpMachine(tools, directory)).namespaces;
  Object.assign(state, { tools, faultTools, directory });
  await startDnsServer({ address: RESOLVER_ADDRESS, port: 53, zones: () => state.zones, random: Math.random });
  await handOverTaskEndpoint(send);
}

/** The socket is of this network, and whoever holds it accepts: no byte passes through this process. */
async function handOverTaskEndpoint(send: Send): Promise<void> {
  const server = createServer();
  await listen(server, TASK_ENDPOINT_ADDRESS, 80);
  await send({ kind: 'taskEndpoint' }, server);
  server.close();
}

async function addTask(state: State, { task, address, ports }: Of<'addTask'>): Promise<void> {
  const number = ++state.taskCount;
  const { namespaces } = state;
  const network = await addTaskNetwork({ tools: toolsOf(state), namespaces, number, address });
  state.tasks.set(task, { ...network, ports, faults: new Map() });
}

async function removeTask(state: State, task: string): Promise<void> {
  const network = state.tasks.get(task);
  if (network === undefined) return;
  state.tasks.delete(task);
  state.fronts.remove(network.address);
  // One that is on its way into the namespace is not found by it yet.
  for (const started of state.processes.values()) if (started.task === task) started.signal('SIGKILL');
  await killAllIn(network.namespace);
  await network.remove();
  state.connections.end(network.address);
  // One that was being started meanwhile.
  await killAllIn(network.namespace);
}

/** What it does lives in the task's network only, and goes with it. */
async function beginFault(state: State, { task, fault }: Of<'startFault'>): Promise<void> {
  const { faultTools, directory } = state;
  const network = networkOf(state, task);
  const { handle, address, ports, faults } = network;
  const end = await startFault(
    {
      enter: [toolsOf(state).nsenter, `--net=${handle}`, '--'],
      enterUnprivileged: launcherInto(network, toolsOf(state)),
      address,
      ports,
      tools: faultTools,
      directory,
    },
    fault,
  );
  faults.set(slotOf(fault), end);
}

async function endFault(state: State, { task, fault }: Of<'stopFault'>): Promise<void> {
  const { faults } = networkOf(state, task);
  await faults.get(slotOf(fault))?.();
  faults.delete(slotOf(fault));
}

function networkOf(state: State, task: string): Task {
  const network = state.tasks.get(task);
  if (network === undefined) throw new Error(`task ${task} has no network`);
  return network;
}

function forwardOptions({ fronts, connections }: State, port: number): ForwardOptions {
  return { port, intercept: fronts.intercept, connections };
}

async function spawnProcess(state: State, request: Of<'spawn'>, send: Send) {
  const { task, process, command, environment, workingDirectory } = request;
  const network = networkOf(state, task);
  const problem = await whyNotExecutable(command[0] ?? '', environment['PATH'] ?? '', workingDirectory);
  if (problem !== undefined) throw new Error(problem);
  const started = await startTaskProcess({
    launcher: launcherInto(network, toolsOf(state)),
    command,
    environment,
    workingDirectory,
    onOutput: (lines) => send({ kind: 'output', process, lines }),
  });
  state.processes.set(process, { task, signal: (signal) => started.signal(signal) });
  void started.exited.then((exitCode) => {
    state.processes.delete(process);
    return send({ kind: 'exit', process, exitCode });
  });
}

/** Enters the task's network, without capabilities. */
function launcherInto({ handle }: TaskNetwork, { nsenter, setpriv }: Tools): string[] {
  const withoutPrivileges = [setpriv, '--no-new-privs', '--bounding-set=-all', '--inh-caps=-all', '--'];
  return [nsenter, `--net=${handle}`, '--', ...withoutPrivileges];
}

function toolsOf(state: State): Tools {
  if (state.tools === undefined) throw new Error('the network is not open');
  return state.tools;
}
