import type { ContainerSpec } from '../runtime';
import type { PulledImage } from './container-images';
import type { ContainerSettings } from './engine/engine';
import { labelsOf, type Ownership } from './ownership';

/** Has `sleep`, which holds a task's network, and `node`, which runs the resolver: what the lab's images begin with. */
export const NODE_IMAGE = 'node:24.20.0-bookworm-slim';

/** The container that a task's network belongs to: the others come and go in it. */
export function networkHolder(options: {
  readonly owner: Ownership;
  readonly network: string;
  readonly address: string;
  readonly resolver: string;
}): ContainerSettings {
  const { owner, network, address, resolver } = options;
  return {
    Image: NODE_IMAGE,
    Entrypoint: ['sleep', 'infinity'],
    User: '65534:65534',
    Labels: labelsOf(owner),
    HostConfig: {
      NetworkMode: network,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      // Docker's own resolver, inside the task, passes on what it does not know.
      Dns: [resolver],
      // Without it the host's domain is searched.
      DnsSearch: ['.'],
      DnsOptions: ['timeout:2', 'attempts:2'],
    },
    NetworkingConfig: { EndpointsConfig: { [network]: { IPAMConfig: { IPv4Address: address } } } },
  };
}

/** The engine's size of a log: what has been handed on need not be kept. */
const LOG = { Type: 'json-file', Config: { 'max-size': '5m', 'max-file': '2' } };

/** A container of a task, as ECS gives it to Docker. */
export function taskContainer(options: {
  readonly owner: Ownership;
  readonly container: ContainerSpec;
  readonly image: PulledImage;
  /** The id of the container that has the task's network. */
  readonly holder: string;
  /** The name of the task's volume in the engine. */
  readonly volumeName: (volume: string) => string;
}): ContainerSettings {
  const { owner, container, image, holder, volumeName } = options;
  const environment = { ...image.environment, ...container.environment };
  return {
    Image: image.name,
    // An empty entry point would take the image's away.
    ...(container.entryPoint?.length ? { Entrypoint: container.entryPoint } : {}),
    ...(container.command?.length ? { Cmd: container.command } : {}),
    Env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...(container.user !== undefined && { User: container.user }),
    ...(container.workingDirectory !== undefined && { WorkingDir: container.workingDirectory }),
    Labels: labelsOf(owner),
    HostConfig: {
      NetworkMode: `container:${holder}`,
      Init: container.init ?? false,
      ReadonlyRootfs: container.readOnlyRoot ?? false,
      Mounts: (container.mounts ?? []).map(({ volume, path, readOnly }) => ({
        Type: 'volume',
        Source: volumeName(volume),
        Target: path,
        ReadOnly: readOnly,
        VolumeOptions: { Labels: labelsOf(owner) },
      })),
      LogConfig: LOG,
    },
  };
}
