import type { Timers } from '../../../app/src/chaos/timers';

/** Timers that run only when the test moves their clock. */
export class ManualTimers implements Timers {
  private time = 0;
  private waiting: { readonly at: number; readonly run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.waiting.push(timer);
    return () => {
      this.waiting = this.waiting.filter((one) => one !== timer);
    };
  }

  get count(): number {
    return this.waiting.length;
  }

  /** Runs what becomes due, in its order and at its time. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const due = this.waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.waiting = this.waiting.filter((one) => one !== due);
      this.time = Math.max(this.time, due.at);
      due.run();
    }
    this.time = Math.max(this.time, end);
  }
}
