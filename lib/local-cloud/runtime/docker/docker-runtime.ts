import { messageOf } from '../../../model/errors';
import type { Runtime, TaskSandbox } from '../runtime';
import { StartFailure } from '../runtime';
import { createDockerSandbox, type DockerHost } from './docker-sandbox';

/** Runs tasks as groups of containers. */
export function createDockerRuntime(host: DockerHost): Runtime {
  const sandboxes = new Set<TaskSandbox>();
  return {
    pull: async (image) => void (await host.images.pull(image)),
    async createSandbox(task) {
      try {
        const made = await createDockerSandbox(host, task);
        const sandbox: TaskSandbox = {
          ...made,
          async close() {
            await made.close();
            sandboxes.delete(sandbox);
          },
        };
        sandboxes.add(sandbox);
        return sandbox;
      } catch (error) {
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
