import { existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The file that says that a folder is a history's, and what is in it. */
export const historyMark = 'history.json';

export function isHistory(folder: string): boolean {
  return existsSync(join(folder, historyMark));
}

/** Whether an entry of a TSDB's folder is a block: its name is a ULID. */
export function isBlock(name: string): boolean {
  return /^[0-9A-HJKMNP-TV-Z]{26}$/.test(name);
}

/** Puts the history's blocks into a Prometheus' data folder. Blocks never change, so links to their files are enough. */
export function linkBlocks(history: string, data: string): void {
  for (const block of readdirSync(history).filter(isBlock)) {
    for (const entry of readdirSync(join(history, block), { recursive: true, withFileTypes: true })) {
      const inside = join(block, entry.parentPath.slice(join(history, block).length), entry.name);
      if (entry.isDirectory()) mkdirSync(join(data, inside), { recursive: true });
      else linkFile(join(history, inside), join(data, inside));
    }
  }
}

function linkFile(from: string, to: string): void {
  mkdirSync(join(to, '..'), { recursive: true });
  linkSync(from, to);
}
