import { Accumulator } from './accumulator';
import { sampleDelay } from './delay';
import type { QueryFault, RequestFault } from './fault';
import { type Random, seededRandom } from './random';
import type { Timers } from './timers';

/** A fault that hits requests, or queries, one by one, for as long as it lasts. */
export class Injection<F extends RequestFault | QueryFault = RequestFault | QueryFault> {
  /** How many it could have hit, and how many it did hit. */
  requests = 0;
  hits = 0;
  private over = false;
  private readonly isHit: (lane: number) => boolean;
  private readonly delays: Random;
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly fault: F,
    private readonly timers: Timers,
  ) {
    const { ratio, random, seed } = fault;
    const chances = seededRandom(seed ?? 0);
    this.delays = seededRandom((seed ?? 0) ^ 0x5bd1e995);
    if (random) {
      this.isHit = () => chances() < ratio;
    } else {
      const accumulator = seed === undefined ? new Accumulator(ratio) : new Accumulator(ratio, chances());
      this.isHit = (lane) => accumulator.next(lane);
    }
  }

  get isOver(): boolean {
    return this.over;
  }

  /** Whether it hits the next one. @param lane tells routes apart, so that each gets its share */
  hitsNext(lane = 0): boolean {
    this.requests += 1;
    const isHit = this.isHit(lane);
    if (isHit) this.hits += 1;
    return isHit;
  }

  /** Milliseconds; 0 for a fault that is not about time. */
  nextDelay(): number {
    return 'ms' in this.fault ? sampleDelay(this.fault, this.delays) : 0;
  }

  /** Resolves after that time, or earlier: when the fault is over or nobody waits any more. */
  wait(ms: number, abandoned: AbortSignal): Promise<void> {
    if (this.over || abandoned.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const goOn = () => {
        cancel();
        abandoned.removeEventListener('abort', goOn);
        this.waiting.delete(goOn);
        resolve();
      };
      const cancel = this.timers.after(ms, goOn);
      abandoned.addEventListener('abort', goOn);
      this.waiting.add(goOn);
    });
  }

  /** From now on it hits nothing, and who waits because of it goes on. */
  end(): void {
    this.over = true;
    this.waiting.forEach((goOn) => goOn());
  }
}
