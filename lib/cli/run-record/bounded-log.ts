import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A log file of bounded size: when it is full it becomes `<file>.1`, and the one before is gone. */
export interface BoundedLog {
  /** On disk when it returns, so that SIGKILL loses nothing; a disk that is full loses the line, never the lab. */
  write(line: string): void;
  /** Twice is fine. */
  close(): void;
}

/** Appends to `file`, which is made with its folder. */
export function openBoundedLog(file: string, limitBytes: number): BoundedLog {
  let descriptor = open(file);
  let size = descriptor === undefined ? 0 : fstatSync(descriptor).size;
  const turnOver = () => {
    close();
    renameSync(file, `${file}.1`);
    descriptor = open(file);
    size = 0;
  };
  const close = () => {
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  return {
    write(line) {
      if (descriptor === undefined) return;
      const bytes = Buffer.from(`${line}\n`);
      try {
        if (size > 0 && size + bytes.length > limitBytes) turnOver();
        if (descriptor !== undefined) size += writeSync(descriptor, bytes);
      } catch {
        // The next line may find room again.
      }
    },
    close,
  };
}

function open(file: string): number | undefined {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'a');
  } catch {
    return undefined;
  }
}
