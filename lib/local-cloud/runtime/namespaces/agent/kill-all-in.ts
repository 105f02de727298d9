import { stat } from 'node:fs/promises';
import { killAll } from '../../processes/kill-all';

/** Kills every process in a network namespace (an inode number). */
export function killAllIn(namespace: number): Promise<void> {
  return killAll(async (pid) => {
    // A process that has ended, a zombie too, has no namespace any more.
    const own = await stat(`/proc/${pid}/ns/net`).catch(() => undefined);
    return own?.ino === namespace;
  });
}
