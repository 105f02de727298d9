import type { Zone } from './dns/zone';
import type { LocalCloudOptions } from './index';
import type { NetworkOptions } from './runtime/network';
import { openDockerMachine } from './runtime/docker/docker-machine';
import { openNetwork } from './runtime/open-network';
import { createProcessRuntime } from './runtime/process-runtime';
import type { Runtime } from './runtime/runtime';

/** What runs the tasks: this machine's processes and network, its Docker engine, or a runtime that was handed in. */
export interface Machine {
  readonly runtime: Runtime;
  readonly network: { readonly kind: string; readonly reason: string };
  /** The CIDR block of the tasks' private addresses, where those of their subnets cannot be had. */
  readonly privateRange?: string;
  /** Where tasks reach the cloud; absent where they see the host's loopback. */
  readonly taskEndpoint?: string;
  publishZones(zones: readonly Zone[]): void;
  close(): Promise<void>;
}

/** Opens the machine's network and a process runtime on it, or the one of a Docker engine. */
export async function openMachine(
  options: LocalCloudOptions & Pick<NetworkOptions, 'log' | 'acceptFromTask'>,
): Promise<Machine> {
  const { runtime: given, stateDirectory, images, searchPath: path, network: choice, log, acceptFromTask } = options;
  if (given) {
    return {
      runtime: given,
      network: { kind: 'none', reason: 'the runtime was handed in by the caller' },
      publishZones: () => {},
      close: () => given.close(),
    };
  }
  if (options.docker) return openDockerMachine({ ...options.docker, stateDirectory, path, log });
  const network = await openNetwork({
    stateDirectory,
    path,
    log,
    ...(choice && { choice }),
    ...(acceptFromTask && { acceptFromTask }),
  });
  const runtime = createProcessRuntime({ network, images, stateDirectory, path, log });
  return {
    runtime,
    network: { kind: network.kind, reason: network.reason },
    ...(network.taskEndpoint && { taskEndpoint: network.taskEndpoint }),
    ...(network.privateRange && { privateRange: network.privateRange }),
    publishZones: (zones) => network.publishZones(zones),
    async close() {
      await runtime.close();
      await network.close();
    },
  };
}
