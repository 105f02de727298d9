import type { Host } from './host';

/** A window that a command draws in. */
export interface Terminal {
  write(text: string): void;
  size(): { readonly columns: number; readonly rows: number };
  /** @returns what ends it */
  onResize(listener: () => void): () => void;
  /** Each key at once, without echo: Ctrl-C is then a key like any other. @returns what gives the keyboard back */
  onKey(listener: (key: string) => void): () => void;
  /** Called when the process exits, however it does. @returns what takes that back */
  onExit(listener: () => void): () => void;
}

/** The window of the process, as far as it has one. */
export function terminalOf({ stdout, stdin, onExit }: Host): Terminal {
  return {
    write: (text) => stdout.write(text),
    // A pipe that claims to be a terminal, and some serial lines, do not tell.
    size: () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 }),
    onResize(listener) {
      stdout.on?.('resize', listener);
      return () => stdout.off?.('resize', listener);
    },
    onKey(listener) {
      if (stdin.isTTY !== true) return () => {};
      const heard = (bytes: Buffer | string) => listener(bytes.toString());
      stdin.setRawMode?.(true);
      stdin.on('data', heard);
      stdin.resume();
      return () => {
        stdin.off('data', heard);
        stdin.setRawMode?.(false);
        stdin.pause();
      };
    },
    onExit: (listener) => onExit?.(listener) ?? (() => {}),
  };
}
