import { crc32c } from './crc32c';

/** Bytes of a growing file, with the encodings that a TSDB's files share; numbers are big-endian. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private used = 0;

  get length(): number {
    return this.used;
  }

  uint8(value: number): this {
    this.reserve(1);
    this.used = this.bytes.writeUInt8(value, this.used);
    return this;
  }

  uint32(value: number): this {
    this.reserve(4);
    this.used = this.bytes.writeUInt32BE(value >>> 0, this.used);
    return this;
  }

  /** A whole number below 2^53. */
  uint64(value: number): this {
    return this.uint32(Math.floor(value / 2 ** 32)).uint32(value);
  }

  uvarint(value: number): this {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.uint8((rest % 0x80) | 0x80);
    return this.uint8(rest);
  }

  varint(value: number): this {
    return this.uvarint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  /** Its length in bytes, then the text. */
  text(text: string): this {
    const encoded = Buffer.from(text);
    return this.uvarint(encoded.length).raw(encoded);
  }

  raw(data: Uint8Array): this {
    this.reserve(data.length);
    this.bytes.set(data, this.used);
    this.used += data.length;
    return this;
  }

  /** Zeros up to a multiple of `size`. */
  align(size: number): this {
    while (this.used % size !== 0) this.uint8(0);
    return this;
  }

  /** Data and its checksum. */
  checked(data: Uint8Array): this {
    return this.raw(data).uint32(crc32c(data));
  }

  /** A section of an index: length, data, checksum. */
  section(data: Uint8Array): this {
    return this.uint32(data.length).checked(data);
  }

  /** What was written; valid until more is. */
  contents(): Buffer {
    return this.bytes.subarray(0, this.used);
  }

  private reserve(count: number): void {
    if (this.used + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.used + count));
    larger.set(this.contents());
    this.bytes = larger;
  }
}
