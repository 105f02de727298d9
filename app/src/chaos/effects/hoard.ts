import type { Hoard } from './memory-leak';

/** TypeScript's library of Node 20's language level does not know them yet; Node 20 does. */
interface ResizableArrayBuffer extends ArrayBuffer {
  resize(bytes: number): void;
}
type ResizableConstructor = new (bytes: number, options: { readonly maxByteLength: number }) => ResizableArrayBuffer;

/**
 * One buffer that grows in its place and outside V8's heap: shrinking it gives the pages back to the system at once,
 * with no garbage collector to wait for.
 */
export function createHoard(maxBytes: number): Hoard {
  let buffer: ResizableArrayBuffer | undefined;
  return {
    grow(bytes) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
      buffer ??= new (ArrayBuffer as unknown as ResizableConstructor)(0, { maxByteLength: maxBytes });
      const before = buffer.byteLength;
      if (bytes <= before) return;
      buffer.resize(bytes);
      // A page counts as used only when something was written to it.
      new Uint8Array(buffer, before).fill(1);
    },
    free: () => buffer?.resize(0),
  };
}
