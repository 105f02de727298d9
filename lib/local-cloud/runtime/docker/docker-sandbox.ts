import { openEntrances, type EntranceMaker } from '../forwarding/entrances';
import type { TaskConnections } from '../forwarding/task-connections';
import type { PlaceOptions } from '../network';
import type { ContainerSpec, RunningContainer, TaskSandbox } from '../runtime';
import { StartFailure } from '../runtime';
import type { ContainerImages } from './container-images';
import { startDockerContainer } from './docker-container';
import type { Engine } from './engine/engine';
import type { Ownership } from './ownership';
import { networkHolder, taskContainer } from './settings';

/** What tasks are made in. */
export interface DockerHost extends EntranceMaker {
  readonly engine: Engine;
  readonly images: ContainerImages;
  readonly owner: Ownership;
  /** The name of the Docker network. */
  readonly network: string;
  /** The address of the lab's DNS. */
  readonly resolver: string;
  readonly connections: TaskConnections;
}

/** Makes the task's address, and lets the host in; leaves nothing when it rejects. */
export async function createDockerSandbox(host: DockerHost, task: PlaceOptions): Promise<TaskSandbox> {
  const { engine, owner, network, resolver } = host;
  const prefix = `sre-lab-${owner.run}-${task.id.slice(0, 8)}`;
  const holder = await engine.createContainer(
    `${prefix}-network`,
    networkHolder({ owner, network, resolver, address: task.privateAddress }),
  );
  const parts: Parts = { prefix, holder, running: new Set(), volumes: new Set(), count: 0 };
  try {
    await engine.start(holder);
    const entrances = await openEntrances(host, task);
    let closed: Promise<void> | undefined;
    async function close(): Promise<void> {
      await entrances.close();
      await removeAll(engine, parts);
      host.connections.end(task.privateAddress);
    }
    return {
      async start(container, onOutput) {
        if (closed !== undefined) throw new StartFailure('ResourceInitializationError', `task ${task.id} is gone`);
        return start(host, parts, container, onOutput);
      },
      setReachable: (open) => entrances.setReachable(open),
      startFault: () => Promise.reject(new Error(NOT_IN_CONTAINERS)),
      stopFault: () => Promise.resolve(),
      close: () => (closed ??= close()),
    };
  } catch (error) {
    await removeAll(engine, parts);
    throw error;
  }
}

const NOT_IN_CONTAINERS =
  'the network of a container is Docker’s, and this cloud does not disturb it: network faults need --runtime process';

/** What the engine has of one task. */
interface Parts {
  /** How the names of its containers and volumes begin. */
  readonly prefix: string;
  readonly holder: string;
  readonly running: Set<string>;
  readonly volumes: Set<string>;
  /** A container that is restarted gets a new name: the old one may still be going. */
  count: number;
}

async function start(
  { engine, images, owner }: DockerHost,
  parts: Parts,
  container: ContainerSpec,
  onOutput: (line: string) => void,
): Promise<RunningContainer> {
  const image = await images.pull(container.image);
  const volumeName = (volume: string) => `${parts.prefix}-${volume}`;
  for (const { volume } of container.mounts ?? []) parts.volumes.add(volumeName(volume));
  const running = await startDockerContainer({
    engine,
    name: `${parts.prefix}-${container.name}-${++parts.count}`,
    settings: taskContainer({ owner, container, image, volumeName, holder: parts.holder }),
    container,
    onOutput,
  });
  parts.running.add(running.runtimeId);
  const forget = () => parts.running.delete(running.runtimeId);
  running.exited.then(forget, forget);
  return running;
}

async function removeAll(engine: Engine, { holder, running, volumes }: Parts): Promise<void> {
  await Promise.all([...running].map((id) => engine.removeContainer(id)));
  await engine.removeContainer(holder);
  await Promise.all([...volumes].map((name) => engine.removeVolume(name)));
}
