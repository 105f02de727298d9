/** Repeats `work` with `pauseMs()` between the end of one turn and the start of the next; a failure is the work's own affair. */
export function repeat(pauseMs: () => number, work: () => Promise<void>): { now(): Promise<void>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  function turn(): Promise<void> {
    clearTimeout(timer);
    running ??= work().finally(() => {
      running = undefined;
      if (!stopped) timer = setTimeout(() => void turn(), pauseMs());
    });
    return running;
  }
  return {
    now: turn,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
