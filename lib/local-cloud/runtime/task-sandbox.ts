import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../model/errors';
import type { Clock } from '../kernel/clock';
import { argvOf, commandInside, environmentOf } from './container-program';
import type { ImageStore } from './images/image-store';
import type { Place } from './network';
import { runningContainer } from './running-container';
import type { ContainerSpec, RunningContainer, TaskSandbox } from './runtime';
import { StartFailure } from './runtime';

export interface TaskSandboxOptions {
  readonly place: Place;
  readonly images: ImageStore;
  /** The task's own directory: exists, and goes with the task. */
  readonly directory: string;
  readonly path: string;
  readonly clock: Clock;
  readonly onClosed: () => void;
}

/** A task's place with its directory, in which containers of the image map are started. */
export function taskSandbox(options: TaskSandboxOptions): TaskSandbox {
  const { place, directory, onClosed } = options;
  let closed: Promise<void> | undefined;
  async function close(): Promise<void> {
    await place.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    onClosed();
  }
  return {
    start: (container, onOutput) => startContainer(options, container, onOutput),
    setReachable: (open) => place.setReachable(open),
    startFault: (fault) => place.startFault(fault),
    stopFault: (fault) => place.stopFault(fault),
    close: () => (closed ??= close()),
  };
}

async function startContainer(
  { place, images, directory, path, clock }: TaskSandboxOptions,
  container: ContainerSpec,
  onOutput: (line: string) => void,
): Promise<RunningContainer> {
  const { image, folder } = await images.pull(container.image);
  const scratch = join(directory, container.name);
  await mkdir(scratch, { recursive: true });
  const volumes = await volumesOf(container, directory);
  const paths = { snapshot: folder, scratch, volumes, ...(place.shared && { shared: place.shared }) };
  await image.prepare?.(paths).catch((error: unknown) => {
    throw cannotStart(messageOf(error));
  });
  const program = image.program(paths);
  if ('missing' in program) throw cannotStart(program.missing);
  const environment = environmentOf(program, container, { path, scratch });
  const surroundings = { environment, workingDirectory: program.workingDirectory };
  const command = argvOf(program, container);
  const process = await place.start({ ...surroundings, command, onOutput }).catch((error: unknown) => {
    throw cannotStart(`${OCI_FAILURE}: ${messageOf(error)}: unknown`);
  });
  if (program.movedPages !== undefined) place.setMovedPages(program.movedPages.port, program.movedPages.pages);
  const { stopTimeoutSeconds } = container;
  return runningContainer({
    clock,
    place,
    process,
    surroundings,
    commandInside: (inside) => commandInside(program, inside),
    stopTimeoutSeconds,
  });
}

/** A volume is one directory of the task, whichever containers mount it and where. */
async function volumesOf({ mounts = [] }: ContainerSpec, directory: string): Promise<Record<string, string>> {
  const folders = mounts.map(({ volume, path }) => [path, join(directory, VOLUMES, volume)] as const);
  await Promise.all(folders.map(([, folder]) => mkdir(folder, { recursive: true })));
  return Object.fromEntries(folders);
}

/** No container has this name: ECS allows no dot. */
const VOLUMES = '.volumes';

/** How Fargate introduces what its container runtime said. */
const OCI_FAILURE =
  'ResourceInitializationError: failed to create new container runtime task: failed to create shim task: ' +
  'OCI runtime create failed: runc create failed: unable to start container process';

function cannotStart(reason: string): StartFailure {
  return new StartFailure('CannotStartContainerError', `CannotStartContainerError: ${reason}`);
}
