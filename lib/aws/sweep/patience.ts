import { setTimeout as sleep } from 'node:timers/promises';

/** How long to wait for what AWS does meanwhile. */
export interface Patience {
  readonly everyMs: number;
  readonly timeoutMs: number;
}

/** A task needs up to two minutes to stop, and its network interface a little longer to go. */
export const PATIENCE: Patience = { everyMs: 3_000, timeoutMs: 300_000 };

/** Tries again while AWS says that something is still in the way; rejects with the last error when the time is up. */
export async function insist(
  attempt: () => Promise<unknown>,
  isInTheWay: (errorName: string) => boolean,
  { everyMs, timeoutMs }: Patience,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (!(error instanceof Error) || !isInTheWay(error.name) || Date.now() >= deadline) throw error;
      await sleep(everyMs);
    }
  }
}

/** Asks until the answer is yes; resolves with false when the time is up. */
export async function until(ask: () => Promise<boolean>, { everyMs, timeoutMs }: Patience): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!(await ask())) {
    if (Date.now() >= deadline) return false;
    await sleep(everyMs);
  }
  return true;
}
