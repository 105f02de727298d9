import { randomOf } from '../random';
import type { Series } from '../series';
import { ChunksFile } from './chunks-file';
import { byBytes, indexFile, type IndexedSeries } from './index-file';

/** A TSDB block: its folder's name and the files in it. */
export interface Block {
  /** A ULID. */
  readonly id: string;
  readonly files: Readonly<Record<'meta.json' | 'index' | 'chunks/000001', Buffer>>;
  readonly series: number;
  readonly samples: number;
}

/**
 * All samples as one block, as Prometheus 2 and 3 read it. `promtool tsdb create-blocks-from openmetrics` makes the same of
 * text, with six times the processor time and hundreds of megabytes of it on the disk: too much while a lab starts.
 * @param times seconds since 1970, ascending; `valueAt` of a series is asked for each
 */
export function blockOf(series: readonly Series[], times: Float64Array, seed: number): Block {
  const chunks = new ChunksFile();
  const sorted = series
    .map((one) => ({ one, labels: sortedLabels(one) }))
    .sort((a, b) => compareLabels(a.labels, b.labels));
  const indexed = sorted.map(({ one, labels }): IndexedSeries => ({ labels, chunks: chunks.add(one, times) }));
  const [from = 0, to = 0] = [times[0], times.at(-1)];
  const id = ulid(to * 1000, randomOf(seed));
  const meta = {
    ulid: id,
    minTime: from * 1000,
    // Exclusive.
    maxTime: to * 1000 + 1,
    stats: { numSamples: chunks.samples, numSeries: indexed.length, numChunks: chunks.chunks },
    compaction: { level: 1, sources: [id] },
    version: 1,
  };
  return {
    id,
    series: indexed.length,
    samples: chunks.samples,
    files: {
      'meta.json': Buffer.from(`${JSON.stringify(meta, null, 2)}\n`),
      index: indexFile(indexed),
      'chunks/000001': chunks.contents(),
    },
  };
}

function sortedLabels({ name, labels }: Series): IndexedSeries['labels'] {
  return Object.entries({ ...labels, __name__: name }).sort(([a], [b]) => byBytes(a, b));
}

/** Label by label, names before values, as Prometheus orders series. */
function compareLabels(a: IndexedSeries['labels'], b: IndexedSeries['labels']): number {
  for (const [index, [name, value]] of a.entries()) {
    const other = b[index];
    if (!other) break;
    const order = byBytes(name, other[0]) || byBytes(value, other[1]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 48 bits of time and 80 of chance in base 32 (github.com/ulid/spec). */
function ulid(milliseconds: number, random: () => number): string {
  const time = Array.from({ length: 10 }, (_, place) => Math.floor(milliseconds / 32 ** (9 - place)) % 32);
  const chance = Array.from({ length: 16 }, () => Math.floor(random() * 32));
  return [...time, ...chance].map((digit) => CROCKFORD[digit]).join('');
}
