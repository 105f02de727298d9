import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf } from '../../model/errors';
import type { Clock } from '../kernel/clock';
import { systemClock } from '../kernel/clock';
import type { ImageMap } from './image-map';
import { imageStore } from './images/image-store';
import type { Network } from './network';
import type { Runtime, TaskSandbox } from './runtime';
import { StartFailure } from './runtime';
import { taskSandbox } from './task-sandbox';

export interface ProcessRuntimeOptions {
  /** Closed by whoever opened it, after the runtime. */
  readonly network: Network;
  readonly images: ImageMap;
  /** Snapshots go to `images/`, the tasks' writable directories to `tasks/`. */
  readonly stateDirectory: string;
  /** @default the machine's clock */
  readonly clock?: Clock;
  /** PATH, where containers find their programs: all that they get of the host's environment. */
  readonly path: string;
  readonly log: (line: string) => void;
}

/** Runs tasks as groups of processes of this machine. */
export function createProcessRuntime(options: ProcessRuntimeOptions): Runtime {
  const { network, path, clock = systemClock } = options;
  const images = imageStore(options.images, resolve(options.stateDirectory, 'images'), options.log);
  const tasks = resolve(options.stateDirectory, 'tasks');
  const sandboxes = new Set<TaskSandbox>();
  // A run that was killed could not take its tasks' directories away.
  const swept = rm(tasks, { recursive: true, force: true });
  swept.catch(() => undefined);
  return {
    pull: async (image) => void (await images.pull(image)),
    async createSandbox(task) {
      const directory = join(tasks, task.id);
      try {
        await swept;
        await mkdir(directory, { recursive: true });
        const place = await network.createPlace(task);
        const sandbox = taskSandbox({
          place,
          images,
          directory,
          path,
          clock,
          onClosed: () => sandboxes.delete(sandbox),
        });
        sandboxes.add(sandbox);
        return sandbox;
      } catch (error) {
        await rm(directory, { recursive: true, force: true });
        throw new StartFailure(
          'ResourceInitializationError',
          `ResourceInitializationError: failed to set up the task's network: ${messageOf(error)}`,
        );
      }
    },
    async close() {
      await Promise.all([...sandboxes].map((sandbox) => sandbox.close()));
    },
  };
}
