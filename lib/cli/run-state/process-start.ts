import { readFileSync } from 'node:fs';

/** When a process started, in clock ticks since boot: with the pid it names one process. Undefined without one. */
export function processStart(pid: number, proc = '/proc'): string | undefined {
  try {
    return startTimeOf(readFileSync(`${proc}/${pid}/stat`, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Field 22 of /proc/<pid>/stat, see proc(5); the program's name before it may contain blanks and parentheses. */
export function startTimeOf(stat: string): string | undefined {
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // A zombie has ended: only its parent has not looked yet.
  return state === 'Z' || state === 'X' ? undefined : rest[18];
}
