import type { Family, Series } from './series';

/** Written at once. */
const CHUNK_BYTES = 1 << 20;
/** More than one line needs. */
const LINE_BYTES = 1024;

/**
 * The samples of `from` ≤ index < `to` in OpenMetrics text, in pieces; each piece is valid until the next is asked for.
 * Digits are written by hand: a month has millions of them, and strings would take four times as long.
 */
export function* openMetrics(
  families: readonly Family[],
  times: Float64Array,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let length = 0;
  for (const { name, type, help, series } of families) {
    length += buffer.write(`# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`, length, 'latin1');
    for (const one of series) {
      const label = Buffer.from(`${seriesName(one)} `);
      for (let index = from; index < to; index += 1) {
        const value = one.valueAt(index);
        if (value === undefined) continue;
        if (length > CHUNK_BYTES - LINE_BYTES) {
          yield buffer.subarray(0, length);
          length = 0;
        }
        length += label.copy(buffer, length);
        length = writeNumber(buffer, length, value);
        buffer[length++] = SPACE;
        length = writeNumber(buffer, length, times[index] ?? 0);
        buffer[length++] = LINE_FEED;
      }
    }
  }
  length += buffer.write('# EOF\n', length, 'latin1');
  yield buffer.subarray(0, length);
}

function seriesName({ name, labels }: Series): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${pairs.join(',')}}`;
}

const SPACE = 0x20;
const LINE_FEED = 0x0a;
const ZERO = 0x30;

/** Of a number that is not negative, with three decimals at most; returns the new length. */
function writeNumber(buffer: Buffer, at: number, value: number): number {
  if (!Number.isInteger(value)) return at + buffer.write(String(value), at, 'latin1');
  let digits = 1;
  for (let bound = 10; value >= bound; bound *= 10) digits += 1;
  let rest = value;
  for (let position = at + digits - 1; position >= at; position -= 1) {
    const tens = Math.floor(rest / 10);
    buffer[position] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return at + digits;
}
