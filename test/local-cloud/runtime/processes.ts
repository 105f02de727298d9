import { readdirSync, readFileSync } from 'node:fs';

/** One process, told apart from a later one with the same number. */
export interface Seen {
  readonly pid: number;
  readonly parent: number;
  readonly started: string;
  readonly command: string;
}

/** All processes of this machine that have not ended. */
export function processes(): Seen[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /s, '')
          .split(' ');
        // A zombie has ended: when it is collected is up to this machine's first process.
        if (fields[0] === 'Z') return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(pid), parent: Number(fields[1]), started: fields[19] ?? '', command }];
      } catch {
        return [];
      }
    });
}

export function descendantsOf(pid: number): Seen[] {
  const all = processes();
  const found: Seen[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    found.push(...children);
    parents = children.map((child) => child.pid);
  }
  return found;
}

/** Those of the seen that still are. */
export const survivorsOf = (seen: readonly Seen[]) =>
  processes().filter((now) => seen.some(({ pid, started }) => pid === now.pid && started === now.started));
