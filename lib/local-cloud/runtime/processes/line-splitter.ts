import { StringDecoder } from 'node:string_decoder';

/** Docker's limit: a longer line is given in pieces. */
const LINE_LIMIT = 16 * 1024;

export interface LineSplitter {
  /** The lines that are complete now, without their ends. */
  push(chunk: Buffer): string[];
  /** What came after the last line's end. */
  end(): string[];
}

/** Cuts a stream of UTF-8 into lines of bounded length. */
export function lineSplitter(limit = LINE_LIMIT): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return {
    push(chunk) {
      const lines = (rest + decoder.write(chunk)).split('\n');
      const pieces = lines.map((line) => inPieces(line, limit));
      rest = pieces.at(-1)?.pop() ?? '';
      return pieces.flat();
    },
    end() {
      const last = rest + decoder.end();
      rest = '';
      return last === '' ? [] : inPieces(last, limit);
    },
  };
}

function inPieces(line: string, limit: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (; line.length - start > limit; start += limit) pieces.push(line.slice(start, start + limit));
  return [...pieces, line.slice(start)];
}
