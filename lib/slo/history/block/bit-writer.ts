/** Bits into bytes, the highest first. */
export class BitWriter {
  private readonly bytes: Uint8Array;
  private length = 0;
  /** Bits of the last byte that are not used yet. */
  private free = 0;

  /** @param mostBytes never more is written before `take` */
  constructor(mostBytes: number) {
    this.bytes = new Uint8Array(mostBytes);
  }

  /** The lowest `count` bits of a number, 32 at most. */
  write(value: number, count: number): void {
    for (let left = count; left > 0;) {
      if (this.free === 0) {
        this.bytes[this.length] = 0;
        this.length += 1;
        this.free = 8;
      }
      const taken = Math.min(this.free, left);
      left -= taken;
      this.free -= taken;
      const part = (value >>> left) & ((1 << taken) - 1);
      this.bytes[this.length - 1] = (this.bytes[this.length - 1] ?? 0) | (part << this.free);
    }
  }

  /** A number that is not negative in groups of seven bits, the lowest first (Go's `binary.PutUvarint`). */
  uvarint(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.write((rest % 0x80) | 0x80, 8);
    this.write(rest, 8);
  }

  /** The same with the sign in the lowest bit (Go's `binary.PutVarint`). */
  varint(value: number): void {
    this.uvarint(value >= 0 ? value * 2 : -value * 2 - 1);
  }

  /** A copy of what was written; the writer begins anew. */
  take(): Uint8Array {
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    this.free = 0;
    return taken;
  }
}
