import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from './errors';

/**
 * The project's folder: the nearest one at or above `start` that has a cdk.json. Sources and their compiled copies in
 * dist/ lie at different depths, so no file may count `..` by itself.
 */
export function findProjectRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdk.json'))) return folder;
    if (folder === dirname(folder)) {
      throw new LabError('NoProject', `no cdk.json at or above ${start}; run this inside the project's folder`);
    }
  }
}
