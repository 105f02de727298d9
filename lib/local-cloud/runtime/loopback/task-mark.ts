import { readFile } from 'node:fs/promises';
import { killAll } from '../processes/kill-all';

/**
 * The variable by which a task's processes are known, wherever they went: they may leave their process group and their
 * parent, but they keep the environment that they were started with.
 */
const MARK = 'SRE_LAB_TASK';

/** What the processes of one task have in their environment. */
export function markOf(network: string, task: string): Readonly<Record<string, string>> {
  return { [MARK]: `${network}/${task}` };
}

/** How the entry of every task of a network begins. */
export function markOfAll(network: string): string {
  return `${MARK}=${network}/`;
}

/** Kills every process of the task. */
export function killAllOf(network: string, task: string): Promise<void> {
  const entry = `${markOfAll(network)}${task}`;
  return killAll(async (pid) => {
    // That of another user's process cannot be read, and that of one that has ended is empty.
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    return environment.split('\0').includes(entry);
  });
}
