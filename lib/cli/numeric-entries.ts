import { readdirSync } from 'node:fs';

/** What is in a folder and has a number for a name, as processes in /proc have; none when it cannot be read. */
export function numericEntries(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}
