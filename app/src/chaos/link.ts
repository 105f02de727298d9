import type { ServerResponse } from 'node:http';
import type { Timers } from './timers';

/** A link of so many bytes a second that all answers share, first come, first served. */
export class Link {
  private freeAt = -Infinity;
  private over = false;
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly bytesPerSecond: number,
    private readonly timers: Timers,
  ) {}

  /** How much of an answer takes its turn at once, so that others get theirs: a tenth of a second of the link. */
  get slice(): number {
    return Math.max(1, Math.floor(this.bytesPerSecond / 10));
  }

  /** Resolves when so many bytes have passed, or earlier: when the link is as fast as before, or nobody waits any more. */
  pass(bytes: number, abandoned: AbortSignal): Promise<void> {
    if (this.over || abandoned.aborted) return Promise.resolve();
    const now = this.timers.now();
    this.freeAt = Math.max(now, this.freeAt) + (bytes / this.bytesPerSecond) * 1000;
    return new Promise((resolve) => {
      const goOn = () => {
        cancel();
        abandoned.removeEventListener('abort', goOn);
        this.waiting.delete(goOn);
        resolve();
      };
      const cancel = this.timers.after(this.freeAt - now, goOn);
      abandoned.addEventListener('abort', goOn);
      this.waiting.add(goOn);
    });
  }

  /** From now on everything passes at once. */
  end(): void {
    this.over = true;
    this.waiting.forEach((goOn) => goOn());
  }
}

/** Lets the body of the answer pass these links; every route answers with one `end(body)`. */
export function sendThrough(links: readonly Link[], res: ServerResponse): void {
  const end = res.end.bind(res);
  const replacement = (body?: unknown): ServerResponse => {
    res.end = end;
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    if (!(bytes instanceof Uint8Array) || bytes.length === 0) return end();
    void trickle(links, res, bytes);
    return res;
  };
  res.end = replacement;
}

async function trickle(links: readonly Link[], res: ServerResponse, bytes: Uint8Array): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  const slice = Math.min(...links.map((link) => link.slice));
  for (let sent = 0; sent < bytes.length && !gone.signal.aborted; sent += slice) {
    const piece = bytes.subarray(sent, sent + slice);
    for (const link of links) await link.pass(piece.length, gone.signal);
    if (!gone.signal.aborted) res.write(piece);
  }
  if (!gone.signal.aborted) res.end();
}
