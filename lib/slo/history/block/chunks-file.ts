import type { Series } from '../series';
import { ByteWriter } from './byte-writer';
import { SAMPLES_PER_CHUNK, XorChunk } from './xor-chunk';

/** Where a chunk is, and what it covers, in milliseconds since 1970. */
export interface ChunkMeta {
  readonly ref: number;
  readonly from: number;
  readonly to: number;
}

/** A segment of chunks, as a block has them in `chunks/000001` (prometheus/tsdb/docs/format/chunks.md). */
export class ChunksFile {
  private readonly file = new ByteWriter().uint32(MAGIC).uint8(VERSION).align(8);
  private readonly chunk = new XorChunk();
  samples = 0;
  chunks = 0;

  /** Writes all samples of a series. */
  add(series: Series, times: Float64Array): ChunkMeta[] {
    const metas: ChunkMeta[] = [];
    let from = 0;
    let to = 0;
    for (let index = 0; index < times.length; index += 1) {
      const value = series.valueAt(index);
      if (value === undefined) continue;
      to = (times[index] ?? 0) * 1000;
      if (this.chunk.length === 0) from = to;
      this.chunk.append(to, value);
      this.samples += 1;
      if (this.chunk.length === SAMPLES_PER_CHUNK) metas.push(this.end(from, to));
    }
    if (this.chunk.length > 0) metas.push(this.end(from, to));
    return metas;
  }

  contents(): Buffer {
    return this.file.contents();
  }

  /** The first segment is number 0, so that a reference is the offset alone. */
  private end(from: number, to: number): ChunkMeta {
    const ref = this.file.length;
    const data = this.chunk.take();
    const encoded = new Uint8Array(data.length + 1);
    encoded[0] = XOR_ENCODING;
    encoded.set(data, 1);
    this.file.uvarint(data.length).checked(encoded);
    this.chunks += 1;
    return { ref, from, to };
  }
}

const MAGIC = 0x85bd40dd;
const VERSION = 1;
const XOR_ENCODING = 1;
