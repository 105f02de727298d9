import { readdir, stat } from 'node:fs/promises';

/**
 * Kills every process in a network namespace (an inode number), also those that left their process group. Repeats until
 * a pass finds none, because a process can fork between being seen and being killed.
 */
export async function killAllIn(namespace: number): Promise<void> {
  let found = await processesIn(namespace);
  while (found.length > 0) {
    for (const pid of found) kill(pid);
    found = await processesIn(namespace);
  }
}

async function processesIn(namespace: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const inside = await Promise.all(
    pids.map(async (pid) => {
      // A process that has ended, a zombie too, has no namespace any more.
      const own = await stat(`/proc/${pid}/ns/net`).catch(() => undefined);
      return own?.ino === namespace;
    }),
  );
  return pids.filter((_, i) => inside[i]).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: it ended by itself since it was seen.
  }
}
