import { createInterface } from 'node:readline';

/** The lines that somebody types, one after the other: none is lost between two questions. */
export interface PromptLines {
  /** Undefined when there will be none any more. */
  next(): Promise<string | undefined>;
  /** Gives the keyboard back; twice is fine. */
  close(): void;
}

/** Reads lines of `input`; nothing is read before somebody asks. */
export function promptLines(input: NodeJS.ReadableStream): PromptLines {
  const typed: string[] = [];
  const waiting: ((line: string | undefined) => void)[] = [];
  let reader: ReturnType<typeof createInterface> | undefined;
  let isOver = false;
  const open = () => {
    reader ??= createInterface({ input })
      .on('line', (line) => {
        const first = waiting.shift();
        if (first) first(line);
        else typed.push(line);
      })
      .on('close', () => {
        isOver = true;
        for (const each of waiting.splice(0)) each(undefined);
      });
  };
  return {
    next() {
      open();
      const line = typed.shift();
      if (line !== undefined || isOver) return Promise.resolve(line);
      return new Promise((resolve) => waiting.push(resolve));
    },
    close: () => reader?.close(),
  };
}
