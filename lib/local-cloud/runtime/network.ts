/** The seam between the process runtime and the kind of network that this machine has. */
import type { Socket } from 'node:net';
import type { Zone } from '../dns/zone';
import type { NetworkFault } from '../kernel/network-fault';

export type NetworkKind = 'namespaces' | 'loopback';

/** Gives every task an address, and its processes a place where that address is theirs. */
export interface Network {
  /** Disclosed to the user, with the reason why it is this one. */
  readonly kind: NetworkKind;
  readonly reason: string;
  /** `http://169.254.170.2`, which the tasks' connections to `acceptFromTask` go to; absent where they see the host's loopback. */
  readonly taskEndpoint?: string;
  /** The CIDR block of the tasks' private addresses; absent where any address can be had. */
  readonly privateRange?: string;
  /** Replaces what the tasks' DNS answers from. */
  publishZones(zones: readonly Zone[]): void;
  /** Rejects with a sentence when the addresses cannot be had. */
  createPlace(task: PlaceOptions): Promise<Place>;
  /** Takes everything away; twice is fine. */
  close(): Promise<void>;
}

export interface PlaceOptions {
  /** Unique among the running tasks, as are the addresses. */
  readonly id: string;
  readonly privateAddress: string;
  /** 127.x.y.z of the host, where the task's ports are to be reached. */
  readonly publicAddress?: string;
  readonly ports: readonly number[];
}

/** What the programs of a task keep to that shares the host's network with all others. */
export interface SharedNetwork {
  /** The task's private address: the only one that they may listen on. */
  readonly address: string;
  /** `http://127.0.0.1:…/dns-sd`: tells where a name's tasks are, because no resolver knows the lab's names. */
  readonly discovery: string;
}

/** One task in the network. */
export interface Place {
  /** Absent for a task that has a network of its own. */
  readonly shared?: SharedNetwork;
  /** Rejects with a sentence when the program cannot be executed. */
  start(program: PlaceProgram): Promise<PlaceProcess>;
  /** Lets the host's `localhost:<port>` lead here, or not. */
  setReachable(open: boolean): void;
  /** From now on, a page that the task answers with 404 on this port redirects the host's clients. */
  setMovedPages(port: number, pages: Readonly<Record<string, string>>): void;
  /** Disturbs the task's network; rejects with a sentence where that cannot be. At most one of a slot at a time. */
  startFault(fault: NetworkFault): Promise<void>;
  /** Takes back all that it did. */
  stopFault(fault: NetworkFault): Promise<void>;
  /** Kills every process of the task and gives its addresses back; twice is fine. */
  close(): Promise<void>;
}

export interface PlaceProgram {
  readonly command: readonly string[];
  /** The whole environment. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Called with each line of standard output and standard error. */
  readonly onOutput: (line: string) => void;
}

/** A process group. */
export interface PlaceProcess {
  /** Resolves after the last line of output; as Docker counts: 128 + signal number for a killed process. */
  readonly exited: Promise<number>;
  /** To the whole group; nothing happens when it has ended. */
  signal(signal: 'SIGTERM' | 'SIGKILL'): void;
}

export interface NetworkOptions {
  /** An existing folder that the network may make its own folders in. */
  readonly stateDirectory: string;
  /** PATH, where the system tools are looked for. */
  readonly path: string;
  readonly log: (line: string) => void;
  /** Gets what tasks connect to at the network's `taskEndpoint`. @default nobody listens there */
  readonly acceptFromTask?: (connection: Socket) => void;
}
