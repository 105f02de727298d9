/**
 * Runs `task` every `ms` on a grid that starts now: a late timer does not move the later ones, and moments that were
 * missed (a machine asleep) are not made up for. Returns what stops it.
 * @param task must be over within `ms`, or two run at once
 */
export function every(ms: number, task: () => void, now: () => number = () => performance.now()): () => void {
  const start = now();
  let due = 0;
  let timer: ReturnType<typeof setTimeout>;
  const tick = () => {
    const since = now() - start;
    // A timer may also be a fraction of a millisecond early: that moment is not due a second time.
    due = Math.max(due + 1, Math.ceil(since / ms));
    timer = setTimeout(tick, due * ms - since);
    task();
  };
  tick();
  return () => clearTimeout(timer);
}
