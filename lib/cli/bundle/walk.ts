import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files and links below a folder, as paths that begin with it; links are not followed. None when the folder is not there.
 *
 * @param root what `folder` is relative to
 * @param skip names of folders that are left out wherever they are
 */
export function filesBelow(root: string, folder: string, skip: ReadonlySet<string> = new Set()): string[] {
  let entries;
  try {
    entries = readdirSync(join(root, folder), { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skip.has(entry.name) ? [] : filesBelow(root, path, skip);
    return entry.isFile() || entry.isSymbolicLink() ? [path] : [];
  });
}
