/** The seam between ECS (which decides) and the machine (which runs): a task is a group of processes with one address. */

import type { NetworkFault } from '../kernel/network-fault';

/** What a container needs to run; all values are resolved. */
export interface ContainerSpec {
  readonly name: string;
  /** The image reference as the task definition has it, tag included. */
  readonly image: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** TCP ports that the container listens on: reachable at the task's private and public address. */
  readonly ports: readonly number[];
  /** Seconds from SIGTERM to SIGKILL (`stopTimeout`, default 30). */
  readonly stopTimeoutSeconds: number;
  /** The task's volumes by name, which its containers share. */
  readonly mounts?: readonly ContainerMount[];
  /** What follows is for containers; a process of this machine is its user's. */
  readonly user?: string;
  readonly workingDirectory?: string;
  readonly readOnlyRoot?: boolean;
  /** A small process 1 that reaps what the program leaves. */
  readonly init?: boolean;
}

export interface ContainerMount {
  readonly volume: string;
  /** Inside the container. */
  readonly path: string;
  readonly readOnly: boolean;
}

export interface TaskSpec {
  /** 32 hex digits. */
  readonly id: string;
  /** IPv4 inside the cloud's network, unique among the running tasks. */
  readonly privateAddress: string;
  /** 127.x.y.z on the host; absent for a task without a public address. */
  readonly publicAddress?: string;
  readonly containers: readonly ContainerSpec[];
}

/** How a container ended. */
export interface ContainerExit {
  /** As Docker counts: 128 + signal number for a killed process. */
  readonly exitCode: number;
  /** ECS's wording, when there is more to say than the code (`OutOfMemoryError: …`). */
  readonly reason?: string;
}

/** The exit status and output of a command run inside a container (health checks). */
export interface ExecResult {
  readonly exitCode: number;
  readonly output: string;
  readonly timedOut: boolean;
}

/** One started container. */
export interface RunningContainer {
  readonly runtimeId: string;
  readonly exited: Promise<ContainerExit>;
  /** SIGTERM to the group, `stopTimeoutSeconds`, SIGKILL. Resolves with the exit; twice is fine. */
  stop(): Promise<ContainerExit>;
  /** Runs a command with the container's environment, working directory and network; killed after `timeoutMs`. */
  exec(command: readonly string[], timeoutMs: number): Promise<ExecResult>;
}

/** One task's place on the machine: network, addresses, working directory. Containers come and go in it. */
export interface TaskSandbox {
  /**
   * Rejects with a StartFailure when the container cannot be started.
   * @param onOutput called with each line that the container prints
   */
  start(container: ContainerSpec, onOutput: (line: string) => void): Promise<RunningContainer>;
  /** Lets the host's `localhost:<port>` lead here while `open`; closed, connections are refused. */
  setReachable(open: boolean): void;
  /** Disturbs the task's network; rejects with a sentence when this machine cannot. At most one of a slot at a time. */
  startFault(fault: NetworkFault): Promise<void>;
  /** Takes back all that it did. */
  stopFault(fault: NetworkFault): Promise<void>;
  /** Kills what still runs and gives the addresses back; twice is fine. */
  close(): Promise<void>;
}

/**
 * A container that could not be started. The message is ECS's own and whole, code included, as DescribeTasks gives it:
 * `CannotPullContainerError: pull image manifest has been retried 1 time(s): …`.
 */
export class StartFailure extends Error {
  readonly code: 'CannotPullContainerError' | 'CannotStartContainerError' | 'ResourceInitializationError';

  constructor(code: StartFailure['code'], message: string) {
    super(message);
    this.name = 'StartFailure';
    this.code = code;
  }
}

export interface Runtime {
  /** Makes sure that the image is a snapshot on this machine, or rejects with CannotPullContainerError. */
  pull(image: string): Promise<void>;
  /** Makes the task's network place; rejects with a StartFailure. */
  createSandbox(task: Omit<TaskSpec, 'containers'> & { readonly ports: readonly number[] }): Promise<TaskSandbox>;
  close(): Promise<void>;
}
