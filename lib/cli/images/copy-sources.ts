import { cpSync } from 'node:fs';
import { basename } from 'node:path';
import { isSource } from '../../model/source-files';

/** Copies what the image's tag is the hash of. */
export function copySources(from: string, into: string): void {
  cpSync(from, into, { recursive: true, filter: (path) => path === from || isSource(basename(path)) });
}
