import { duration } from './format/duration';

/** Silence that nobody should have to wonder about. */
const QUIET_MS = 2_000;
const EVERY_MS = 1_000;

export interface Heartbeat {
  /** The command says something itself from here on. */
  stop(): void;
}

/**
 * Shows that a command which says nothing is still at it, after two seconds and then every second.
 * @param show shows a line that the next one replaces
 * @param clear removes that line
 */
export function startHeartbeat(words: string, show: (line: string) => void, clear: () => void): Heartbeat {
  const startedAt = Date.now();
  let isShown = false;
  const beat = () => {
    isShown = true;
    show(`lab ${words}: ${duration(Date.now() - startedAt)}`);
  };
  let timer = setTimeout(() => {
    beat();
    timer = setInterval(beat, EVERY_MS);
  }, QUIET_MS);
  return {
    stop() {
      clearTimeout(timer);
      if (isShown) clear();
      isShown = false;
    },
  };
}
