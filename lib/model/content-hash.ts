import { createHash } from 'node:crypto';

/** One file of an image's sources. */
export interface SourceFile {
  /** Relative to the image's folder, with `/` on every machine. */
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
}

/** 12 lowercase hex digits that change with any path, executable bit or byte, and with nothing else. */
export function contentHash(files: readonly SourceFile[]): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort(byPath)) {
    // The length keeps the end of one file and the start of the next apart.
    hash.update(`${file.path}\0${file.executable ? 'x' : '-'}\0${file.bytes.length}\0`);
    hash.update(file.bytes);
  }
  return hash.digest('hex').slice(0, 12);
}

/** By code unit: `localeCompare` differs from machine to machine. */
function byPath(a: SourceFile, b: SourceFile): number {
  if (a.path === b.path) return 0;
  return a.path < b.path ? -1 : 1;
}
