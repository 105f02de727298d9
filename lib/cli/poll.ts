import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from '../model/errors';

export interface PollOptions {
  readonly signal?: AbortSignal;
  /** @default 100 */
  readonly everyMs?: number;
  readonly timeoutMs: number;
  /** What to say when the time is up; gets how long it took. */
  readonly tooLate: () => LabError;
}

/** Asks until there is an answer; an `undefined` means "not yet". Rejects with `tooLate()` or the signal's reason. */
export async function poll<T>(ask: () => Promise<T | undefined> | T | undefined, options: PollOptions): Promise<T> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    options.signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() >= deadline) throw options.tooLate();
    // An abort ends the sleep early; the loop's first line then says why.
    await sleep(options.everyMs ?? 100, undefined, { signal: options.signal }).catch(() => {});
  }
}
