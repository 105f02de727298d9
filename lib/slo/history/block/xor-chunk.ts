import { BitWriter } from './bit-writer';

/** As many as Prometheus itself puts into a chunk. */
export const SAMPLES_PER_CHUNK = 120;

/** A chunk's data is shorter than this, whatever its samples are: 9 bytes a value, 9 a time. */
const MOST_BYTES = 4 + SAMPLES_PER_CHUNK * 20;

/**
 * Writes samples as Prometheus' XOR chunks do: differences of differences of times, and values as what changed in their
 * bits (Gorilla: A Fast, Scalable, In-Memory Time Series Database, VLDB 2015; prometheus/tsdb/docs/format/chunks.md).
 */
export class XorChunk {
  private readonly bits = new BitWriter(MOST_BYTES);
  private readonly float = new Float64Array(1);
  private readonly words = new Uint32Array(this.float.buffer);
  private count = 0;
  private time = 0;
  private delta = 0;
  private high = 0;
  private low = 0;
  /** The zeros around the last difference that was written whole; none yet. */
  private leading = -1;
  private trailing = 0;

  get length(): number {
    return this.count;
  }

  /** @param time milliseconds since 1970, later than the last sample's */
  append(time: number, value: number): void {
    this.float[0] = value;
    const [low = 0, high = 0] = this.words;
    if (this.count === 0) {
      this.bits.write(0, 16); // The number of samples, known at the end.
      this.bits.varint(time);
      this.bits.write(high, 32);
      this.bits.write(low, 32);
    } else {
      this.appendTime(time - this.time);
      this.appendDifference((high ^ this.high) >>> 0, (low ^ this.low) >>> 0);
    }
    this.time = time;
    this.high = high;
    this.low = low;
    this.count += 1;
  }

  /** The chunk's data; the writer begins anew. */
  take(): Uint8Array {
    const data = this.bits.take();
    data[0] = this.count >>> 8;
    data[1] = this.count & 0xff;
    this.count = 0;
    this.delta = 0;
    this.leading = -1;
    this.trailing = 0;
    return data;
  }

  private appendTime(delta: number): void {
    const change = delta - this.delta;
    this.delta = delta;
    if (this.count === 1) {
      this.bits.uvarint(delta);
    } else if (change === 0) {
      this.bits.write(0, 1);
    } else {
      const [prefix, prefixBits, bits] = RANGES.find(([, , size]) => fits(change, size)) ?? WHOLE;
      this.bits.write(prefix, prefixBits);
      if (bits === 64) this.bits.write(Math.floor(change / 2 ** 32), 32);
      this.bits.write(change, Math.min(bits, 32));
    }
  }

  private appendDifference(high: number, low: number): void {
    if (high === 0 && low === 0) {
      this.bits.write(0, 1);
      return;
    }
    const leading = Math.min(31, high === 0 ? 32 + Math.clz32(low) : Math.clz32(high));
    const trailing = low === 0 ? 32 + zerosBelow(high) : zerosBelow(low);
    if (this.leading !== -1 && leading >= this.leading && trailing >= this.trailing) {
      this.bits.write(0b10, 2);
    } else {
      this.leading = leading;
      this.trailing = trailing;
      this.bits.write(0b11, 2);
      this.bits.write(leading, 5);
      this.bits.write((64 - leading - trailing) % 64, 6);
    }
    this.writeShifted(high, low, 64 - this.leading - this.trailing);
  }

  /** The lowest `bits` of the difference without the zeros below. */
  private writeShifted(high: number, low: number, bits: number): void {
    const shift = this.trailing;
    if (shift >= 32) {
      this.bits.write(high >>> (shift - 32), bits);
      return;
    }
    const lower = shift === 0 ? low : (low >>> shift) | (high << (32 - shift));
    if (bits > 32) this.bits.write(high >>> shift, bits - 32);
    this.bits.write(lower, Math.min(bits, 32));
  }
}

/** How a change of the step is written: prefix, its bits, and the bits of the change. */
const RANGES = [
  [0b10, 2, 14],
  [0b110, 3, 17],
  [0b1110, 4, 20],
] as const;
const WHOLE = [0b1111, 4, 64] as const;

function fits(change: number, bits: number): boolean {
  return change >= 1 - 2 ** (bits - 1) && change <= 2 ** (bits - 1);
}

function zerosBelow(word: number): number {
  return 31 - Math.clz32(word & -word);
}
