import { randomUUID } from 'node:crypto';
import { messageOf } from '../../model/errors';
import type { Clock } from '../kernel/clock';
import type { Place, PlaceProcess, PlaceProgram } from './network';
import type { ContainerExit, ExecResult, RunningContainer } from './runtime';

export interface RunningContainerOptions {
  readonly clock: Clock;
  readonly place: Place;
  /** The main process. */
  readonly process: PlaceProcess;
  /** What commands run inside the container share with it. */
  readonly surroundings: Pick<PlaceProgram, 'environment' | 'workingDirectory'>;
  /** Turns such a command into the one for this machine. */
  readonly commandInside: (command: readonly string[]) => readonly string[];
  readonly stopTimeoutSeconds: number;
}

/** Docker keeps this much of a health check's output. */
const OUTPUT_LIMIT = 4096;
/** Docker's exit code for a command that cannot be executed. */
const NOT_EXECUTABLE = 127;

/** A started container that can be stopped and looked into. */
export function runningContainer(options: RunningContainerOptions): RunningContainer {
  const { process } = options;
  const exited = process.exited.then((exitCode): ContainerExit => ({ exitCode }));
  let stopping: Promise<ContainerExit> | undefined;
  return {
    runtimeId: randomUUID().replaceAll('-', ''),
    exited,
    stop: () => (stopping ??= stop(options, exited)),
    exec: (command, timeoutMs) => exec(options, command, timeoutMs),
  };
}

async function stop(options: RunningContainerOptions, exited: Promise<ContainerExit>): Promise<ContainerExit> {
  const { clock, process, stopTimeoutSeconds } = options;
  process.signal('SIGTERM');
  const cancel = clock.after(stopTimeoutSeconds * 1000, () => process.signal('SIGKILL'));
  const exit = await exited;
  cancel();
  return exit;
}

async function exec(
  { clock, place, surroundings, commandInside }: RunningContainerOptions,
  command: readonly string[],
  timeoutMs: number,
): Promise<ExecResult> {
  let output = '';
  let timedOut = false;
  try {
    const onOutput = (line: string) => (output = `${output}${line}\n`.slice(0, OUTPUT_LIMIT));
    const started = await place.start({ ...surroundings, command: commandInside(command), onOutput });
    const cancel = clock.after(timeoutMs, () => {
      timedOut = true;
      started.signal('SIGKILL');
    });
    const exitCode = await started.exited;
    cancel();
    return { exitCode, output, timedOut };
  } catch (error) {
    return { exitCode: NOT_EXECUTABLE, output: messageOf(error), timedOut };
  }
}
