import type { CommandContext } from '../command';

/** Asks a question on the terminal; somebody who presses Ctrl-C at it does not answer it. */
export function askUnlessStopped(
  ask: NonNullable<CommandContext['ask']>,
  question: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const stopped = new Promise<boolean>((resolve) =>
    signal?.addEventListener('abort', () => resolve(false), { once: true }),
  );
  return Promise.race([stopped, ask(question)]);
}
