import { stripVTControlCharacters } from 'node:util';
import type { CommandContext } from '../command';
import { duration } from '../format/duration';

/** Does the work step by step, and tells each with the time since the start. */
export interface Steps {
  /**
   * @param work gets a function that shows how far it is
   * @param tell what was reached, in a few words; nothing is told of a step that has nothing to tell
   */
  step<T>(
    name: string,
    work: (show: (state: string) => void) => Promise<T>,
    tell: (result: T) => string | undefined,
  ): Promise<T>;
  elapsedMs(): number;
}

const DONE = '✓';

/** Whether a line of a log tells that a step is done. */
export function isStep(line: string): boolean {
  return stripVTControlCharacters(line).startsWith(DONE);
}

/** @param context where the steps are told */
export function createSteps(context: Pick<CommandContext, 'progress' | 'transient' | 'style'>, now = Date.now): Steps {
  const { progress, transient, style } = context;
  const startedAt = now();
  const elapsedMs = () => now() - startedAt;
  const line = (mark: string, name: string, detail: string) =>
    `${mark} ${style.quiet(duration(elapsedMs()).padStart(6))}  ${style.strong(name.padEnd(13))}  ${detail}`;
  return {
    async step(name, work, tell) {
      const show = (state: string) => transient?.(line(style.quiet('…'), name, style.quiet(state)));
      const result = await work(show);
      const told = tell(result);
      if (told !== undefined) progress(line(style.good(DONE), name, told));
      return result;
    },
    elapsedMs,
  };
}
