import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The programs of this project's folder that run on this machine, by command: how often each does. Numbers in a command (process ids, ports) do
 * not tell commands apart. Empty without /proc.
 */
export function labProcesses(root: string, proc = '/proc'): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const entry of entriesOf(proc)) {
    if (!/^\d+$/.test(entry)) continue;
    const command = commandOf(join(proc, entry, 'cmdline'));
    if (!command.includes(`${root}/dist/`) && !command.includes(`${root}/bin/`)) continue;
    const key = command.replaceAll(`${root}/`, '').replaceAll(/\d+/g, '#');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty for a process that has ended meanwhile. */
function commandOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
