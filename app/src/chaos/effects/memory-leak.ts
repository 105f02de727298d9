import type { Timers } from '../timers';

const STEP_MS = 100;

/** Memory that is really used. */
export interface Hoard {
  /** @throws RangeError when the machine gives no more */
  grow(bytes: number): void;
  free(): void;
}

export interface Leak {
  readonly bytesPerSecond: number;
  readonly maxBytes: number;
}

/** Grows at the leak's rate up to its bound, and stays there. @returns frees everything at once */
export function leakMemory({ bytesPerSecond, maxBytes }: Leak, hoard: Hoard, timers: Timers): () => void {
  const start = timers.now();
  let cancel = timers.after(STEP_MS, step);

  function step(): void {
    const bytes = Math.min(maxBytes, Math.floor(((timers.now() - start) / 1000) * bytesPerSecond));
    try {
      hoard.grow(bytes);
    } catch (error) {
      // The machine is full before the bound is reached: what the fault wanted to show.
      if (error instanceof RangeError) return;
      throw error;
    }
    if (bytes < maxBytes) cancel = timers.after(STEP_MS, step);
  }

  return () => {
    cancel();
    hoard.free();
  };
}
