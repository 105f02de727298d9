/** 1 is standard output, 2 standard error. */
export interface Frame {
  readonly stream: number;
  readonly bytes: Buffer;
}

const HEADER_BYTES = 8;

/**
 * Takes apart the two streams that the engine sends as one: each frame is its stream's number, three zeros, its length in
 * four bytes, most significant first, and its bytes (Engine API, ContainerAttach).
 */
export function frameReader(): (chunk: Buffer) => Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    while (rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + rest.readUInt32BE(4);
      if (rest.length < end) break;
      frames.push({ stream: rest.readUInt8(0), bytes: rest.subarray(HEADER_BYTES, end) });
      rest = rest.subarray(end);
    }
    return frames;
  };
}
