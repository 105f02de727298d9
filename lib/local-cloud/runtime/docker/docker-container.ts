import { setTimeout } from 'node:timers/promises';
import { messageOf } from '../../../model/errors';
import type { ContainerExit, ContainerSpec, ExecResult, RunningContainer } from '../runtime';
import { StartFailure } from '../runtime';
import type { ContainerSettings, Engine } from './engine/engine';

export interface StartOptions {
  readonly engine: Engine;
  readonly name: string;
  readonly settings: ContainerSettings;
  readonly container: Pick<ContainerSpec, 'stopTimeoutSeconds'>;
  readonly onOutput: (line: string) => void;
}

/** How long the last lines may delay the news of the exit. */
const LOG_GRACE_MS = 1_000;
/** Docker's exit code for a command that cannot be executed. */
const NOT_EXECUTABLE = 127;

/** Creates and starts a container; it is removed once it has ended. Rejects with CannotStartContainerError. */
export async function startDockerContainer(options: StartOptions): Promise<RunningContainer> {
  const { engine, name, settings, container, onOutput } = options;
  const id = await created(engine, name, settings);
  const printed = engine.follow(id, onOutput).catch(() => undefined);
  const exited = exitOf(engine, id, printed);
  let stopping: Promise<void> | undefined;
  return {
    runtimeId: id,
    exited,
    async stop() {
      await (stopping ??= engine.stop(id, container.stopTimeoutSeconds));
      return exited;
    },
    exec: (command, timeoutMs) => exec(engine, id, command, timeoutMs),
  };
}

async function created(engine: Engine, name: string, settings: ContainerSettings): Promise<string> {
  let id: string | undefined;
  try {
    id = await engine.createContainer(name, settings);
    await engine.start(id);
    return id;
  } catch (error) {
    if (id !== undefined) await engine.removeContainer(id).catch(() => undefined);
    throw new StartFailure(
      'CannotStartContainerError',
      `CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: ${messageOf(error)}`,
    );
  }
}

async function exitOf(engine: Engine, id: string, printed: Promise<void>): Promise<ContainerExit> {
  const exitCode = await engine.wait(id);
  await Promise.race([printed, setTimeout(LOG_GRACE_MS, undefined, { ref: false })]);
  const outOfMemory = await engine.outOfMemory(id).catch(() => false);
  await engine.removeContainer(id).catch(() => undefined);
  if (!outOfMemory) return { exitCode };
  return { exitCode, reason: 'OutOfMemoryError: Container killed due to memory usage' };
}

async function exec(engine: Engine, id: string, command: readonly string[], timeoutMs: number): Promise<ExecResult> {
  try {
    return await engine.exec(id, command, timeoutMs);
  } catch (error) {
    return { exitCode: NOT_EXECUTABLE, output: messageOf(error), timedOut: false };
  }
}
