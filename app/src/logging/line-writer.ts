import { write } from 'node:fs';

/** Characters that may wait while the reader is slow; what comes on top is dropped and counted. */
const MAX_WAITING = 4_000_000;
const RETRY_MS = 10;

export interface LineWriterOptions {
  /** Where the lines go: 1 is standard output. */
  readonly fd: number;
  /** Told how many lines were dropped, as soon as there is room for a line about it. */
  readonly onDropped: (lines: number) => void;
}

/**
 * Writes lines without ever holding the service up: all lines of one turn of the event loop in one write, which runs in
 * another thread. A reader that is slow or gone costs lines, not requests. (pino's own destination spins forever when it
 * flushes into a pipe whose reader is gone, and loses the write that is under way at an exit.)
 */
export class LineWriter {
  private waiting = '';
  private dropped = 0;
  private isBusy = false;
  private isBroken = false;
  private readonly drainWaiters: (() => void)[] = [];

  constructor(private readonly options: LineWriterOptions) {}

  /** @param line with its line feed */
  write(line: string): void {
    if (this.isBroken) return;
    if (this.waiting.length > MAX_WAITING) {
      this.dropped += 1;
      return;
    }
    this.waiting += line;
    if (this.isBusy) return;
    this.isBusy = true;
    setImmediate(() => this.writeAll());
  }

  /** Resolves when everything is written, or cannot be, or after `timeoutMs`. */
  async drained({ timeoutMs }: { readonly timeoutMs: number }): Promise<void> {
    if (!this.isBusy) return;
    await new Promise<void>((resolve) => {
      this.drainWaiters.push(resolve);
      setTimeout(resolve, timeoutMs);
    });
  }

  private writeAll(): void {
    const bytes = Buffer.from(this.waiting);
    this.waiting = '';
    const dropped = this.dropped;
    this.dropped = 0;
    if (dropped > 0) this.options.onDropped(dropped);
    this.writeBytes(bytes);
  }

  private writeBytes(bytes: Buffer): void {
    write(this.options.fd, bytes, (error, written) => {
      if (error?.code === 'EAGAIN') setTimeout(() => this.writeBytes(bytes), RETRY_MS);
      else if (error) this.break();
      else if (written < bytes.length) this.writeBytes(bytes.subarray(written));
      else if (this.waiting.length > 0) this.writeAll();
      else this.rest();
    });
  }

  private break(): void {
    this.isBroken = true;
    this.waiting = '';
    this.rest();
  }

  private rest(): void {
    this.isBusy = false;
    this.drainWaiters.splice(0).forEach((resolve) => resolve());
  }
}
