import type { SignalSource, StopSignal } from '../host';
import { InterruptedError } from '../interrupted';

const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** One Ctrl-C can arrive twice: from the terminal, and passed on by npm. */
const SAME_REQUEST_MS = 500;

/** The user's wish to end it: asked once, the work is stopped in order; asked again, in a hurry. */
export interface StopRequest {
  /** Aborted with an InterruptedError by the first request. */
  readonly signal: AbortSignal;
  /** Resolves with the signal of the first request. */
  readonly requested: Promise<StopSignal>;
  /** Resolves at the second one. */
  readonly hurried: Promise<StopSignal>;
  /** Gives the signals back. */
  dispose(): void;
}

/** Listens for Ctrl-C, SIGTERM and a terminal that goes away. */
export function listenForStop(signals: SignalSource, now: () => number = Date.now): StopRequest {
  const controller = new AbortController();
  const first = deferred<StopSignal>();
  const second = deferred<StopSignal>();
  let firstAt: number | undefined;
  const listener = (signal: StopSignal) => {
    if (firstAt === undefined) {
      firstAt = now();
      controller.abort(
        new InterruptedError(signal, `stopped by ${signal} before it was done; nothing is left running`),
      );
      first.resolve(signal);
    } else if (now() - firstAt >= SAME_REQUEST_MS) {
      second.resolve(signal);
    }
  };
  for (const signal of STOP_SIGNALS) signals.on(signal, listener);
  return {
    signal: controller.signal,
    requested: first.promise,
    hurried: second.promise,
    dispose() {
      for (const signal of STOP_SIGNALS) signals.off(signal, listener);
    },
  };
}

/** A promise and what resolves it: `Promise.withResolvers` is not in Node 20. */
function deferred<T>() {
  const resolvers: ((value: T) => void)[] = [];
  const promise = new Promise<T>((resolve) => resolvers.push(resolve));
  return { promise, resolve: (value: T) => resolvers.forEach((resolve) => resolve(value)) };
}
