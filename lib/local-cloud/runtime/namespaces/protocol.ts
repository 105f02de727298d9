/** What the cloud process and the agent inside the namespaces say to each other over Node's IPC channel. */
import type { Zone } from '../../dns/zone';
import type { NetworkFault } from '../../kernel/network-fault';

/** The address of the DNS server and of the bridge, from AWS's own VPC resolver. */
export const RESOLVER_ADDRESS = '169.254.169.253';

/** Where ECS's agent listens for the containers of a task, on port 80. */
export const TASK_ENDPOINT_ADDRESS = '169.254.170.2';

/** Absolute paths of the programs that the agent runs: a container's PATH must not choose them. */
export type Tools = Readonly<Record<ToolName, string>>;

/** What only faults of a network need; what is missing is not there. */
export type FaultTools = Readonly<Partial<Record<FaultToolName, string>>>;

export type FaultToolName = 'iptables-restore' | 'tc';

export type ToolName = 'ip' | 'mount' | 'nsenter' | 'setpriv' | 'sh' | 'umount' | 'unshare';

/** What the agent does and then answers with a `Reply`. */
export type Request =
  /** Always the first: private mounts, bridge and DNS server. `directory` exists and is empty. */
  | { readonly kind: 'open'; readonly directory: string; readonly tools: Tools; readonly faultTools: FaultTools }
  | { readonly kind: 'addTask'; readonly task: string; readonly address: string; readonly ports: readonly number[] }
  /** Kills every process of the task too. */
  | { readonly kind: 'removeTask'; readonly task: string }
  | {
      readonly kind: 'spawn';
      readonly task: string;
      readonly process: string;
      readonly command: readonly string[];
      readonly environment: Readonly<Record<string, string>>;
      readonly workingDirectory: string;
    }
  | { readonly kind: 'startFault'; readonly task: string; readonly fault: NetworkFault }
  | { readonly kind: 'stopFault'; readonly task: string; readonly fault: NetworkFault }
  /** Comes with a listening socket of the host; its connections are led to the targets in turn. */
  | { readonly kind: 'listen'; readonly listener: string; readonly port: number }
  | { readonly kind: 'unlisten'; readonly listener: string };

/** What the agent does without an answer. */
export type Notice =
  | { readonly kind: 'zones'; readonly zones: readonly Zone[] }
  | { readonly kind: 'signal'; readonly process: string; readonly signal: 'SIGTERM' | 'SIGKILL' }
  | { readonly kind: 'targets'; readonly listener: string; readonly addresses: readonly string[] }
  | {
      readonly kind: 'movedPages';
      readonly task: string;
      readonly port: number;
      readonly pages: Readonly<Record<string, string>>;
    };

export type ToAgent = (Request & { readonly id: number }) | (Notice & { readonly id?: undefined });

/** `failure` is a sentence; there is none when the request was carried out. */
export interface Reply {
  readonly kind: 'reply';
  readonly id: number;
  readonly failure?: string;
}

export type FromAgent =
  | Reply
  /** Comes with the socket that listens at the tasks' endpoint: who accepts is the cloud process. */
  | { readonly kind: 'taskEndpoint' }
  | { readonly kind: 'output'; readonly process: string; readonly lines: readonly string[] }
  /** The last word about a process; all of its output came before. `exitCode` as Docker counts. */
  | { readonly kind: 'exit'; readonly process: string; readonly exitCode: number };
