import type { Response } from 'express';
import type { Snapshot } from '../snapshot';
import { changesOf, whole } from './changes';

/** More than a large class. */
export const MOST_VIEWERS = 200;

/** What may lie unread at a viewer, in bytes: some whole pictures; who reads slower is let go. */
const MOST_UNREAD = 1_000_000;

/** The pages that look on. Each picture is written once, for all of them. */
export interface Viewers {
  /** False when there is no room. */
  add(response: Response): boolean;
  /** Call when the picture may have changed. */
  show(): void;
  readonly count: () => number;
  readonly dropped: () => number;
  close(): void;
}

export function createViewers(picture: () => Snapshot, onWatched: (yes: boolean) => void): Viewers {
  const viewers = new Set<Response>();
  let shown: Snapshot | undefined;
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;

  function send(response: Response, text: string): void {
    response.write(text);
    if (response.writableLength <= MOST_UNREAD) return;
    dropped += 1;
    remove(response);
    response.destroy();
  }
  function remove(response: Response): void {
    viewers.delete(response);
    if (viewers.size === 0) onWatched(false);
  }
  function showNow(): void {
    timer = undefined;
    if (viewers.size === 0) {
      shown = undefined;
      return;
    }
    const next = picture();
    const text = `event: changes\ndata: ${JSON.stringify(changesOf(shown, next))}\n\n`;
    shown = next;
    for (const viewer of viewers) send(viewer, text);
  }
  return {
    add(response) {
      if (viewers.size >= MOST_VIEWERS) return false;
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.on('close', () => remove(response));
      // All others are at what was shown last: this one starts there too.
      shown ??= picture();
      viewers.add(response);
      onWatched(true);
      send(response, `retry: 1000\nevent: changes\ndata: ${JSON.stringify(whole(shown))}\n\n`);
      return true;
    },
    show() {
      timer ??= setTimeout(showNow, 100);
    },
    count: () => viewers.size,
    dropped: () => dropped,
    close() {
      clearTimeout(timer);
      for (const viewer of viewers) viewer.end();
    },
  };
}
