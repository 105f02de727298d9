import type { Timers } from '../timers';

export interface BlockSchedule {
  readonly blockMs: number;
  /** From the start of a block to the start of the next one. */
  readonly everyMs: number;
}

/** Calls `block` on schedule. Late blocks are not made up for: between two of them there is always time for requests. */
export function blockEventLoop(
  { blockMs, everyMs }: BlockSchedule,
  block: (ms: number) => void,
  timers: Timers,
): () => void {
  let cancel = timers.after(everyMs, run);

  function run(): void {
    cancel = timers.after(everyMs, run);
    block(blockMs);
  }

  return () => cancel();
}

/** What a long computation does to a server. */
export function busyFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
