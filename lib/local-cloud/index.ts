import type { Clock } from './kernel/clock';
import type { Timing } from './kernel/timing';
import type { NetworkChoice } from './runtime/open-network';
import type { ImageMap } from './runtime/image-map';
import type { DockerOptions } from './runtime/docker/docker-machine';
import type { Runtime } from './runtime/runtime';

export type { ImageMap, LocalImage, LocalProgram, ProgramPaths } from './runtime/image-map';
export type { SharedNetwork } from './runtime/network';
export type { ContainerImage } from './runtime/docker/container-image';
export type { DockerOptions } from './runtime/docker/docker-machine';
export type { FoundDocker } from './runtime/docker/find-docker';
export type { NetworkChoice } from './runtime/open-network';

/** Told what happens as it happens, for those who read about a run afterwards. */
export interface CloudHistory {
  /** A line that a container printed. */
  output(line: {
    readonly group: string;
    readonly stream: string;
    readonly timestamp: number;
    readonly message: string;
  }): void;
  /** What a stack, a service or a task went through, in the words of its own events. */
  event(event: { readonly timestamp: number; readonly message: string }): void;
}

export interface LocalCloudOptions {
  /** A folder of the project for snapshots, scratch directories and logs; made when it is not there. */
  readonly stateDirectory: string;
  /** PATH: where the tools of the network and the programs of the images are found. */
  readonly searchPath: string;
  /** The images that can run here and how. */
  readonly images: ImageMap;
  /** The endpoint's TCP port on 127.0.0.1; 0 picks a free one. @default 4566 */
  readonly port?: number;
  /** UDP and TCP port on 127.0.0.1 where the host can ask the lab's DNS; 0 picks a free one. @default 0 */
  readonly dnsPort?: number;
  /** @default the waits of a laptop */
  readonly timing?: Partial<Timing>;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** How tasks get their addresses. @default auto: namespaces where the machine lets us, else loopback */
  readonly network?: NetworkChoice;
  /** Runs tasks as containers. @default tasks are processes */
  readonly docker?: DockerOptions;
  /** Whether `localhost:<port>` leads to tasks: to those of the first cluster. @default true */
  readonly localhost?: boolean;
  /** Replaces the process runtime (tests). @default tasks are processes on the chosen network */
  readonly runtime?: Runtime;
  /** @default nobody is told */
  readonly history?: CloudHistory;
  /** Gets one line for each thing worth a log. @default nothing is logged */
  readonly log?: (line: string) => void;
}

export interface LocalCloudCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface LocalCloud {
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly region: string;
  readonly account: string;
  /** Random, made at start: every request must be signed with them. */
  readonly credentials: LocalCloudCredentials;
  /** Where the host can ask the lab's DNS. */
  readonly dns: { readonly address: string; readonly port: number };
  /** How tasks get their addresses, and why this way: disclosed to the user. */
  readonly network: { readonly kind: string; readonly reason: string };
  /** Stops every task and gives back every port, process and mount; twice is fine. */
  close(): Promise<void>;
}

export { startLocalCloud } from './cloud';
export { prepareContainerImages } from './runtime/docker/docker-machine';
export { findDocker } from './runtime/docker/find-docker';
