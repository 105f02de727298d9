import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** Mounts that a process sees in this project's folder and that were not there when the tests began. */
export function mountsOfTheProject(pid: number): string[] {
  return mounts(pid).filter((mount) => !before.has(mount));
}

const before = new Set(mounts(process.pid));

/** `/home/me/lab/.lab/tmp tmpfs`: where, and of which kind; in another namespace the same mount has another number. */
function mounts(pid: number): string[] {
  return readLines(`/proc/${pid}/mountinfo`)
    .filter((line) => line.includes(ROOT))
    .map((line) => `${line.split(' ')[4]} ${line.split(' - ')[1]?.split(' ')[0]}`);
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return []; // The process has ended.
  }
}
