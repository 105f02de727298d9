import type { Intercept } from './forwarder';
import { pageFront, type MovedPages, type PageFront } from './page-front';

/** The fronts of all tasks that have one. */
export interface PageFronts {
  readonly intercept: Intercept;
  /** Nothing happens for a task that is gone. */
  add(address: string | undefined, port: number, pages: MovedPages): void;
  /** All fronts of a task. */
  remove(address: string): void;
}

export function pageFronts(): PageFronts {
  const fronts = new Map<string, PageFront>();
  return {
    intercept(client, address, port) {
      const front = fronts.get(`${address}:${port}`);
      front?.accept(client);
      return front !== undefined;
    },
    add(address, port, pages) {
      if (address === undefined) return;
      fronts.get(`${address}:${port}`)?.close();
      fronts.set(`${address}:${port}`, pageFront(address, port, pages));
    },
    remove(address) {
      for (const [key, front] of fronts) {
        if (!key.startsWith(`${address}:`)) continue;
        front.close();
        fronts.delete(key);
      }
    },
  };
}
