import { readdir } from 'node:fs/promises';

/**
 * Kills every process that belongs, also those that left their process group. Repeats until a pass finds none, because a
 * process can fork between being seen and being killed.
 * @param belongs false too for a process that has ended meanwhile
 */
export async function killAll(belongs: (pid: string) => Promise<boolean>): Promise<void> {
  let found = await processesThat(belongs);
  while (found.length > 0) {
    for (const pid of found) kill(pid);
    found = await processesThat(belongs);
  }
}

async function processesThat(belongs: (pid: string) => Promise<boolean>): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const chosen = await Promise.all(pids.map(belongs));
  return pids.filter((_, i) => chosen[i]).map(Number);
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ESRCH: it ended by itself since it was seen.
  }
}
