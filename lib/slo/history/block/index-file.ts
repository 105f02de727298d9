import { ByteWriter } from './byte-writer';
import type { ChunkMeta } from './chunks-file';

/** A series of a block: its labels, by name, with the metric's as `__name__`, and its chunks. */
export interface IndexedSeries {
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly chunks: readonly ChunkMeta[];
}

/**
 * The index of a block, format 2 (prometheus/tsdb/docs/format/index.md): symbols, series, postings and where they are.
 * Label indices, which no version of Prometheus since 2.8 reads, are empty.
 * @param sorted by their labels, each series once
 */
export function indexFile(sorted: readonly IndexedSeries[]): Buffer {
  const file = new ByteWriter().uint32(MAGIC).uint8(VERSION);
  const symbols = symbolsOf(sorted);

  const symbolsAt = file.length;
  file.section(symbolTable(symbols));

  const seriesAt = file.align(SERIES_ALIGNMENT).length;
  const numbers = new Map(symbols.map((symbol, index) => [symbol, index]));
  const references = sorted.map((one) => {
    const reference = file.align(SERIES_ALIGNMENT).length / SERIES_ALIGNMENT;
    const entry = seriesEntry(one, numbers);
    file.uvarint(entry.length).checked(entry);
    return reference;
  });

  const postingsAt = file.align(4).length;
  const table = postingsOf(sorted, references).map(({ name, value, of }) => {
    const offset = file.align(4).length;
    file.section(listOf(of));
    return { name, value, offset };
  });

  const labelTableAt = file.length;
  file.section(new ByteWriter().uint32(0).contents());
  const postingsTableAt = file.length;
  file.section(offsetTable(table));

  const contents = new ByteWriter();
  for (const at of [symbolsAt, seriesAt, postingsAt, labelTableAt, postingsAt, postingsTableAt]) contents.uint64(at);
  return file.checked(contents.contents()).contents();
}

const MAGIC = 0xbaaad700;
const VERSION = 2;
const SERIES_ALIGNMENT = 16;

/** Every label name and value once, sorted. */
function symbolsOf(series: readonly IndexedSeries[]): string[] {
  return [...new Set(series.flatMap(({ labels }) => labels.flat()))].sort(byBytes);
}

function symbolTable(symbols: readonly string[]): Buffer {
  const table = new ByteWriter().uint32(symbols.length);
  for (const symbol of symbols) table.text(symbol);
  return table.contents();
}

/** Labels by the numbers of their symbols, and chunks by their differences. */
function seriesEntry({ labels, chunks }: IndexedSeries, numbers: ReadonlyMap<string, number>): Buffer {
  const entry = new ByteWriter().uvarint(labels.length);
  for (const text of labels.flat()) entry.uvarint(numbers.get(text) ?? 0);
  entry.uvarint(chunks.length);
  let last: ChunkMeta | undefined;
  for (const chunk of chunks) {
    if (last) entry.uvarint(chunk.from - last.to);
    else entry.varint(chunk.from);
    entry.uvarint(chunk.to - chunk.from);
    if (last) entry.varint(chunk.ref - last.ref);
    else entry.uvarint(chunk.ref);
    last = chunk;
  }
  return entry.contents();
}

interface Postings {
  readonly name: string;
  readonly value: string;
  readonly of: number[];
}

/** Which series have which label; the empty label stands for all of them, and comes first. */
function postingsOf(series: readonly IndexedSeries[], references: readonly number[]): Postings[] {
  const postings = new Map<string, Postings>();
  for (const [index, { labels }] of series.entries()) {
    for (const [name, value] of [ALL, ...labels]) {
      const key = JSON.stringify([name, value]);
      const one = postings.get(key) ?? { name, value, of: [] };
      one.of.push(references[index] ?? 0);
      postings.set(key, one);
    }
  }
  return [...postings.values()].sort((a, b) => byBytes(a.name, b.name) || byBytes(a.value, b.value));
}

const ALL = ['', ''] as const;

function listOf(references: readonly number[]): Buffer {
  const list = new ByteWriter().uint32(references.length);
  for (const reference of references) list.uint32(reference);
  return list.contents();
}

function offsetTable(entries: readonly { name: string; value: string; offset: number }[]): Buffer {
  const table = new ByteWriter().uint32(entries.length);
  for (const { name, value, offset } of entries) table.uint8(2).text(name).text(value).uvarint(offset);
  return table.contents();
}

/** As Go compares strings. */
export function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
