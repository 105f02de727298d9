import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../../../lib/local-cloud/kernel/clock';

/** A clock that stands still until it is turned. */
export class HandTurnedClock implements Clock {
  private time = Date.UTC(2026, 10, 21);
  private readonly timers = new Set<{ readonly at: number; readonly callback: () => void }>();

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.time + milliseconds, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  get pending(): number {
    return this.timers.size;
  }

  /** Goes to the next timer, at most to `limit`, and fires it; false when there is none so soon. */
  turnToNext(limit = Number.POSITIVE_INFINITY): boolean {
    const next = [...this.timers].sort((a, b) => a.at - b.at)[0];
    if (next === undefined || next.at > limit) return false;
    this.timers.delete(next);
    this.time = Math.max(this.time, next.at);
    next.callback();
    return true;
  }

  /** Lets this much time pass, firing what is due on the way. */
  async turn(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await setImmediate();
    while (this.turnToNext(end)) await setImmediate();
    this.time = end;
    await setImmediate();
  }
}

/** Turns the clock from timer to timer until the condition holds; fails when nothing is left that could bring it. */
export async function turnUntil<T>(
  clock: HandTurnedClock,
  what: string,
  condition: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  for (let idle = 0, step = 0; idle < 20 && step < 5_000; step++) {
    const result = await condition();
    if (result !== undefined && result !== false) return result;
    await setImmediate();
    idle = step % 3 === 2 && clock.turnToNext() ? 0 : idle + 1;
  }
  throw new Error(`it never came that ${what}`);
}
