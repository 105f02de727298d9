import { LabError } from '../../model/errors';

const BLOCK = 512;

/** One member of a tar archive; its data must be read before the next one is asked for. */
export interface TarEntry {
  readonly path: string;
  readonly type: 'file' | 'folder' | 'symlink' | 'other';
  readonly mode: number;
  /** Where a symbolic link leads. */
  readonly target: string;
  readonly data: AsyncIterable<Buffer>;
}

/** The members of a tar archive: POSIX ustar and pax, and GNU's long names; see pax(1) and GNU tar's "Standard". */
export async function* tarEntries(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = readerOf(source);
  let given: { path?: string; linkpath?: string; size?: string } = {};
  for (;;) {
    const header = await reader.block();
    if (header === undefined) throw damaged('it ends in the middle');
    if (header.every((byte) => byte === 0)) return reader.finish();
    if (numberIn(header, 148, 8) !== checksumOf(header)) throw damaged('a header is wrong');
    const type = String.fromCharCode(header[156] ?? 0);
    const size = given.size === undefined ? numberIn(header, 124, 12) : Number(given.size);
    if ('LKxg'.includes(type)) {
      const text = (await collect(reader.data(size))).toString('utf8');
      if (type === 'L') given.path = untilZero(text);
      if (type === 'K') given.linkpath = untilZero(text);
      if (type === 'x') Object.assign(given, paxRecords(text));
      continue;
    }
    const data = reader.data(size);
    yield {
      path: given.path ?? nameIn(header),
      type: TYPES[type] ?? 'other',
      mode: numberIn(header, 100, 8),
      target: given.linkpath ?? textIn(header, 157, 100),
      data,
    };
    await skip(data);
    given = {};
  }
}

const TYPES: Readonly<Record<string, TarEntry['type']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '5': 'folder',
  '2': 'symlink',
};

/** Reads blocks and data, whatever the size of the pieces in which they come. */
function readerOf(source: AsyncIterable<Buffer>) {
  const pieces = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  /** At least one byte and at most `most`; undefined at the end. */
  const some = async (most: number): Promise<Buffer | undefined> => {
    while (rest.length === 0) {
      const { done, value } = await pieces.next();
      if (done) return undefined;
      rest = value;
    }
    const piece = rest.subarray(0, most);
    rest = rest.subarray(piece.length);
    return piece;
  };
  const exactly = async function* (size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0;) {
      const piece = await some(left);
      if (piece === undefined) throw damaged('it ends in the middle');
      left -= piece.length;
      yield piece;
    }
  };
  return {
    async block(): Promise<Buffer | undefined> {
      const first = await some(BLOCK);
      if (first === undefined) return undefined;
      return Buffer.concat([first, await collect(exactly(BLOCK - first.length))]);
    },
    /** The data of a member, and then the padding that nobody sees; what one loop leaves, the next one reads. */
    data(size: number): AsyncIterable<Buffer> {
      const padded = (async function* () {
        yield* exactly(size);
        await skip(exactly((BLOCK - (size % BLOCK)) % BLOCK));
      })();
      return { [Symbol.asyncIterator]: () => ({ next: () => padded.next() }) };
    },
    /** Reads what follows the end of the archive: more zeros. */
    async finish(): Promise<void> {
      while ((await some(Infinity)) !== undefined);
    },
  };
}

async function collect(pieces: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function skip(pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of pieces) void piece;
}

function nameIn(header: Buffer): string {
  // GNU's own format has other things where POSIX has the prefix.
  const prefix = header.toString('latin1', 257, 263) === 'ustar\0' ? textIn(header, 345, 155) : '';
  const name = textIn(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function textIn(header: Buffer, start: number, length: number): string {
  return untilZero(header.toString('utf8', start, start + length));
}

function untilZero(text: string): string {
  return text.split('\0', 1)[0] ?? '';
}

/** An octal number, or one in base 256 when it is too large for that. */
function numberIn(header: Buffer, start: number, length: number): number {
  if (header.readUInt8(start) === 0x80) return header.readUIntBE(start + length - 6, 6);
  return Number.parseInt(textIn(header, start, length).trim() || '0', 8);
}

/** The sum of the header's bytes, with its own field as blanks. */
function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

/** Records of the form "length key=value\n". */
function paxRecords(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line) => {
      const [, key, value] = /^\d+ ([^=]+)=(.*)$/.exec(line) ?? [];
      return key !== undefined && value !== undefined ? [[key, value]] : [];
    }),
  );
}

function damaged(why: string): LabError {
  return new LabError('DamagedArchive', `the archive is damaged: ${why}`);
}
