import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { LabError, messageOf } from '../../../model/errors';
import type { Zone } from '../../dns/zone';
import { localhostPorts } from '../forwarding/localhost-ports';
import { taskConnections } from '../forwarding/task-connections';
import { localListeners } from '../loopback/local-listeners';
import { findSystemProgram } from '../processes/find-system-program';
import type { Runtime } from '../runtime';
import { buildImage } from './build-image';
import type { ContainerImage } from './container-image';
import { containerImages, type ContainerImages } from './container-images';
import { createDockerRuntime } from './docker-runtime';
import { openEngine, type Engine } from './engine/engine';
import type { Environment, FoundDocker } from './find-docker';
import { labelsOf, ofFolder, ofRun, type Ownership } from './ownership';
import { startResolver } from './resolver/resolver';
import { NODE_IMAGE } from './settings';
import { startContainerWatchdog } from './watchdog';

export interface DockerOptions {
  readonly docker: FoundDocker;
  /** The lab's images; all others come from their registries. */
  readonly images: readonly ContainerImage[];
  /** The user's own, for builds. */
  readonly environment: Environment;
}

export interface DockerMachineOptions extends DockerOptions {
  readonly stateDirectory: string;
  readonly path: string;
  readonly log: (line: string) => void;
}

export interface DockerMachine {
  readonly runtime: Runtime;
  readonly network: { readonly kind: string; readonly reason: string };
  readonly privateRange: string;
  publishZones(zones: readonly Zone[]): void;
  close(): Promise<void>;
}

const REASON = 'each task is a group of containers with one address in a Docker network, and DNS on port 53';

/**
 * Removes what a killed run of this folder left, and makes a network with the lab's DNS in it. Rejects with a LabError when
 * the engine does not do it.
 */
export async function openDockerMachine(options: DockerMachineOptions): Promise<DockerMachine> {
  const { docker, path, log } = options;
  const [sh, sleep] = await Promise.all(['sh', 'sleep'].map((name) => findSystemProgram(name, path)));
  if (sh === undefined || sleep === undefined) {
    throw new LabError('NoWatchdog', 'sh and sleep, which clean up after a lab that was killed, are not on PATH');
  }
  const owner: Ownership = { run: randomBytes(4).toString('hex'), stateDirectory: resolve(options.stateDirectory) };
  const engine = openEngine(docker.socket);
  const watchdog = startContainerWatchdog({ tools: { sh, sleep }, docker, label: ofRun(owner), log });
  const closers: (() => Promise<unknown> | void)[] = [
    () => engine.close(),
    () => watchdog.close(),
    () => engine.removeLabelled(ofRun(owner)),
  ];
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= closeAll(closers));
  try {
    const left = await engine.removeLabelled(ofFolder(owner));
    if (left > 0) log(`removed ${left} containers, volumes and networks that an earlier run had left in Docker`);
    const images = imagesOf(engine, options);
    await images.pull(NODE_IMAGE);
    const network = `sre-lab-${owner.run}`;
    const subnet = await openSubnet(engine, network, owner);
    const resolver = addressIn(subnet, 2);
    const dns = await startResolver({ engine, owner, network, address: resolver, log });
    closers.push(() => dns.close());
    const connections = taskConnections();
    const openListener = localListeners({ intercept: () => false, connections });
    const localhost = localhostPorts(openListener, log);
    const runtime = createDockerRuntime({
      engine,
      images,
      owner,
      network,
      resolver,
      connections,
      openListener,
      localhost,
    });
    closers.push(() => runtime.close());
    return {
      runtime,
      network: { kind: 'docker', reason: REASON },
      privateRange: subnet,
      publishZones: (zones) => dns.publish(zones),
      close,
    };
  } catch (error) {
    await close().catch(() => undefined);
    if (error instanceof LabError) throw error;
    throw new LabError('DockerFailed', `Docker ${docker.version} does not do what the lab needs: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Builds or pulls what is not in the engine yet, before a task waits for it. Rejects with a LabError. */
export async function prepareContainerImages(
  options: DockerOptions & { readonly show: (reference: string) => void },
): Promise<void> {
  const engine = openEngine(options.docker.socket);
  try {
    const images = imagesOf(engine, { ...options, log: () => undefined });
    for (const reference of [
      NODE_IMAGE,
      ...options.images.map((image) => `${image.repository}:${image.currentTag()}`),
    ]) {
      options.show(reference);
      await images.pull(reference);
    }
  } catch (error) {
    const reason = messageOf(error).replace(/^CannotPullContainerError: /, '');
    throw new LabError(
      'NoImage',
      `${reason}; images are built from bases of Docker Hub: see that this machine reaches it, or start without --runtime docker`,
      { cause: error },
    );
  } finally {
    engine.close();
  }
}

function imagesOf(
  engine: Engine,
  { docker, images, environment, log }: DockerOptions & { readonly log: (line: string) => void },
): ContainerImages {
  const build = (image: ContainerImage, reference: string) => buildImage({ docker, environment }, image, reference);
  return containerImages({ engine, images, build, log });
}

/**
 * The engine knows which networks this machine has, and chooses one that is free; but only a network whose subnet was
 * asked for has addresses that can be asked for.
 */
async function openSubnet(engine: Engine, name: string, owner: Ownership): Promise<string> {
  const labels = labelsOf(owner);
  const subnet = await engine.createNetwork({ name, labels });
  await engine.removeNetwork(name);
  return engine.createNetwork({ name, labels, subnet });
}

/** The nth address of an IPv4 subnet; the first is the gateway's, and tasks begin with the fourth. */
function addressIn(subnet: string, n: number): string {
  const octets = (subnet.split('/')[0] ?? '').split('.').map(Number);
  return [...octets.slice(0, 3), (octets[3] ?? 0) + n].join('.');
}

async function closeAll(closers: readonly (() => Promise<unknown> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const closer of [...closers].reverse()) {
    try {
      await closer();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
