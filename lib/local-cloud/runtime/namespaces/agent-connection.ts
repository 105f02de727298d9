import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Server, type Socket } from 'node:net';
import { agentFile } from './agent-file';
import type { FromAgent, Notice, Request, ToAgent, Tools } from './protocol';

/** What the agent tells about one process in a task. */
export interface ProcessListener {
  onOutput(line: string): void;
  onExit(exitCode: number): void;
}

export interface AgentConnection {
  /** Rejects with a sentence when the agent could not do it or is gone. */
  request(request: Request, socket?: Server): Promise<void>;
  notice(notice: Notice): void;
  /** Call before the process is asked for; nothing is told after its exit. The returned function stops listening. */
  listenTo(process: string, listener: ProcessListener): () => void;
  /** Resolves when nothing of the namespaces is left, whoever ended them; says how. */
  readonly ended: Promise<string>;
  /** Ends the agent and all that runs in its namespaces; twice is fine. */
  close(): Promise<void>;
}

/** What Docker reports for a killed process: all are when the namespaces go. */
const KILLED = 137;
/** Only what the kernel needs to kill the processes of the namespaces. */
const CLOSE_GRACE_MS = 5_000;

/**
 * Process 1 of the namespaces is a shell, because it reaps orphans and Node does not. Core dumps would end up in image
 * snapshots.
 */
const INIT = 'umask 022; ulimit -c 0; "$0" "$@"; exit $?';

/**
 * Starts the agent in namespaces of its own. Whichever link of the chain dies, the kernel takes down what is below:
 * setpriv makes `unshare` die with this process, --kill-child process 1 with `unshare`, and the namespace with process 1.
 */
export function startAgent(
  tools: Tools,
  log: (line: string) => void,
  acceptFromTask?: (connection: Socket) => void,
): AgentConnection {
  const namespaces = [tools.unshare, '-Urnmpf', '--mount-proc', '--kill-child'];
  const node = [process.execPath, '--max-semi-space-size=1', agentFile()];
  const child = spawn(tools.setpriv, ['--pdeathsig', 'KILL', ...namespaces, tools.sh, '-c', INIT, ...node], {
    // Out of the terminal's foreground group: Ctrl-C is for the cloud, which then stops tasks in order.
    detached: true,
    cwd: '/',
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => log(`network agent: ${text.trim()}`));
  return connectionTo(child, acceptFromTask);
}

function connectionTo(child: ChildProcess, acceptFromTask?: (connection: Socket) => void): AgentConnection {
  const replies = new Map<number, (failure: string | undefined) => void>();
  const listeners = new Map<string, ProcessListener>();
  const ended = endOf(child);
  let requests = 0;
  let end: string | undefined;

  function settle(id: number, failure: string | undefined): void {
    replies.get(id)?.(failure);
    replies.delete(id);
  }
  function exit(process: string, exitCode: number): void {
    listeners.get(process)?.onExit(exitCode);
    listeners.delete(process);
  }
  child.on('message', (message: FromAgent, socket: unknown) => {
    if (message.kind === 'taskEndpoint') acceptFrom(socket);
    else if (message.kind === 'reply') settle(message.id, message.failure);
    else if (message.kind === 'exit') exit(message.process, message.exitCode);
    else for (const line of message.lines) listeners.get(message.process)?.onOutput(line);
  });
  /** The socket keeps its network alive: it goes with the agent. */
  function acceptFrom(socket: unknown): void {
    if (!(socket instanceof Server)) return;
    socket.on('connection', (connection) => {
      if (acceptFromTask === undefined) connection.destroy();
      else acceptFromTask(connection);
    });
    void ended.then(() => socket.close());
  }
  async function settleAllAtTheEnd(): Promise<void> {
    const how = await ended;
    end = how;
    for (const id of replies.keys()) settle(id, how);
    for (const process of listeners.keys()) exit(process, KILLED);
  }
  void settleAllAtTheEnd();

  return {
    ended,
    async request(request, socket) {
      if (end !== undefined) throw new Error(end);
      const id = ++requests;
      const reply = new Promise<string | undefined>((resolve) => replies.set(id, resolve));
      send(child, { ...request, id }, socket);
      const failure = await reply;
      if (failure !== undefined) throw new Error(failure);
    },
    notice: (notice) => send(child, notice),
    listenTo(process, listener) {
      listeners.set(process, listener);
      return () => listeners.delete(process);
    },
    async close() {
      // The agent ends with its channel, and `unshare` once the last process of the namespaces is gone.
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), CLOSE_GRACE_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** A message that cannot be sent is answered by the channel's end. */
function send(child: ChildProcess, message: ToAgent, socket?: Server): void {
  if (child.connected) child.send(message, socket, () => undefined);
}

async function endOf(child: ChildProcess): Promise<string> {
  try {
    // A killed `unshare` exits before the others, which hold its standard error until they are gone.
    const allGone = child.stderr && once(child.stderr, 'close');
    const [code, signal] = await once(child, 'exit');
    await allGone;
    return `the network agent ended (${signal === null ? `exit code ${code}` : signal})`;
  } catch (error) {
    return `the network agent could not be started: ${String(error)}`;
  }
}
