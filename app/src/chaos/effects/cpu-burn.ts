import { Worker } from 'node:worker_threads';

/** The thread works for its share of each slice and sleeps for the rest. */
const SLICE_MS = 50;

/** In text, because the build is one file: there is none that a thread could be started from. */
const PROGRAM = `
  const { workMs, restMs } = require('node:worker_threads').workerData;
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const end = performance.now() + workMs;
    while (performance.now() < end);
    if (restMs > 0) Atomics.wait(never, 0, 0, restMs);
  }
`;

/**
 * Burns a share of one core in a thread of its own: the event loop keeps turning, and has to share the core when the
 * task has no other. (Holding up the event loop is a fault of its own.)
 * @returns ends the thread; resolves when it is gone
 */
export function burnCpu(share: number, onError: (error: Error) => void): () => Promise<void> {
  const workMs = SLICE_MS * share;
  const worker = new Worker(PROGRAM, { eval: true, workerData: { workMs, restMs: SLICE_MS - workMs } });
  worker.unref();
  worker.on('error', onError);
  return async () => {
    await worker.terminate();
  };
}
