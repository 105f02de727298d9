import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../clock';

/** What is on the wire, and since when nothing new came: what a graceful stop looks at. */
export class Traffic {
  /** Each response with whether its request counts as traffic. */
  private readonly inFlight = new Map<ServerResponse, boolean>();
  private readonly waitingForIdle: (() => void)[] = [];
  private inFlightThatCount = 0;
  private lastCountedAt = Number.NEGATIVE_INFINITY;
  private isLeaving = false;

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  begin(res: ServerResponse, { counted }: { readonly counted: boolean }): void {
    this.inFlight.set(res, counted);
    if (counted) this.inFlightThatCount += 1;
    if (this.isLeaving) endConnectionAfter(res);
  }

  end(res: ServerResponse): void {
    if (this.inFlight.get(res)) {
      this.inFlightThatCount -= 1;
      this.lastCountedAt = this.clock.now();
    }
    this.inFlight.delete(res);
    if (this.inFlight.size === 0) this.waitingForIdle.splice(0).forEach((resolve) => resolve());
  }

  /** How many requests are being served, without those that do not count as traffic. */
  get countedInFlight(): number {
    return this.inFlightThatCount;
  }

  /** From now on each answer ends its connection: a keep-alive client reconnects, and so asks DNS again. */
  leave(): void {
    this.isLeaving = true;
    for (const res of this.inFlight.keys()) endConnectionAfter(res);
  }

  get leaving(): boolean {
    return this.isLeaving;
  }

  /** Milliseconds since the last request that counts as traffic was answered. */
  quietFor(): number {
    return this.clock.now() - this.lastCountedAt;
  }

  /** Resolves when no request is in flight. */
  async idle(): Promise<void> {
    if (this.inFlight.size > 0) await new Promise<void>((resolve) => this.waitingForIdle.push(resolve));
  }

  /** Whether an answer has begun on this connection and is not complete. */
  hasBegunAnswer(socket: Duplex): boolean {
    return [...this.inFlight.keys()].some((res) => res.socket === socket && res.headersSent);
  }
}

function endConnectionAfter(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}
