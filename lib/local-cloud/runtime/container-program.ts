import type { LocalProgram } from './image-map';
import type { ContainerSpec } from './runtime';

/**
 * The argv of a container, as Docker makes it: the task definition's entryPoint replaces the image's together with its
 * CMD, the task definition's command replaces only CMD.
 */
export function argvOf(program: LocalProgram, container: Pick<ContainerSpec, 'entryPoint' | 'command'>): string[] {
  const command = nonEmpty(container.command);
  const entryPoint = nonEmpty(container.entryPoint);
  return entryPoint === undefined
    ? [...program.entryPoint, ...(command ?? program.command)]
    : [...entryPoint, ...(command ?? [])];
}

/**
 * The whole environment of a container. Of the host's only PATH, where its programs are; home and temporary files are in
 * the task's own directory, so that nothing stays behind elsewhere. A value that is `localhost` means the task.
 */
export function environmentOf(
  program: LocalProgram,
  container: Pick<ContainerSpec, 'environment'>,
  machine: { readonly path: string; readonly scratch: string },
): Record<string, string> {
  const { path, scratch } = machine;
  const { localhost = 'localhost' } = program;
  const own = Object.entries(container.environment).map(([name, value]) => [
    name,
    value === 'localhost' ? localhost : value,
  ]);
  return { PATH: path, HOME: scratch, TMPDIR: scratch, ...program.environment, ...Object.fromEntries(own) };
}

/** A command that is run inside the container, with the program's address where it says `localhost:<port>`. */
export function commandInside(program: Pick<LocalProgram, 'localhost'>, command: readonly string[]): readonly string[] {
  const { localhost } = program;
  return localhost === undefined ? command : command.map((argument) => argument.replaceAll(LOCALHOST, localhost));
}

const LOCALHOST = /(?<![\w.-])(?:localhost|127\.0\.0\.1)(?=:\d)/g;

/** ECS treats an empty list like one that is not there. */
function nonEmpty(list: readonly string[] | undefined): readonly string[] | undefined {
  return list?.length === 0 ? undefined : list;
}
