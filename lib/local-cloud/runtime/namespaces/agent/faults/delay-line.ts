import type { Readable, Writable } from 'node:stream';

/** What waits in a line at most, so that a fast sender does not fill the memory of a slow network. */
const MAX_BYTES = 1_000_000;

export interface DelayLine {
  /** Delivers what waits, now. */
  flush(): void;
}

interface Piece {
  readonly at: number;
  readonly bytes: number;
  readonly deliver: () => void;
}

/** Passes on what comes, each piece after its delay, in order; the end too. @param delay milliseconds of the next piece */
export function delayLine(from: Readable, to: Writable, delay: () => number): DelayLine {
  const waiting: Piece[] = [];
  let timer: NodeJS.Timeout | undefined;
  let bytes = 0;

  function later(length: number, deliver: () => void): void {
    // None overtakes another.
    const at = Math.max(waiting.at(-1)?.at ?? 0, performance.now() + delay());
    waiting.push({ at, bytes: length, deliver });
    bytes += length;
    if (bytes > MAX_BYTES) from.pause();
    wait();
  }
  function wait(): void {
    const [next] = waiting;
    if (next !== undefined) timer ??= setTimeout(deliverDue, next.at - performance.now());
  }
  function deliverDue(): void {
    timer = undefined;
    while (waiting[0] !== undefined && waiting[0].at <= performance.now()) deliverFirst();
    wait();
  }
  function deliverFirst(): void {
    const piece = waiting.shift();
    bytes -= piece?.bytes ?? 0;
    if (bytes <= MAX_BYTES) from.resume();
    piece?.deliver();
  }

  from.on('data', (piece: Buffer) => later(piece.length, () => to.write(piece)));
  from.on('end', () => later(0, () => to.end()));
  return {
    flush() {
      clearTimeout(timer);
      timer = undefined;
      while (waiting.length > 0) deliverFirst();
    },
  };
}
