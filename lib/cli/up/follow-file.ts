import { closeSync, openSync, readSync } from 'node:fs';

/** Calls `onLine` for each whole line that a growing file gets, until stopped; what is there by then is told first. */
export function followFile(path: string, onLine: (line: string) => void, everyMs = 100): { stop(): void } {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(64 * 1024);
  const decoder = new TextDecoder();
  let rest = '';
  const read = () => {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    }
  };
  const timer = setInterval(read, everyMs);
  return {
    stop() {
      clearInterval(timer);
      read();
      closeSync(file);
    },
  };
}
