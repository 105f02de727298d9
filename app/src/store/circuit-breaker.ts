import OpossumBreaker from 'opossum';
import type { CircuitState } from '../metrics/names';
import { CircuitOpenError, TimeLimitError } from './errors';

export interface CircuitBreakerOptions {
  /** A call that takes longer is a failed one. */
  readonly timeoutMs: number;
  /** It opens when more than this share of the window's calls failed. */
  readonly thresholdPercent: number;
  /** It never opens by fewer calls than this in the window. */
  readonly minimumCalls: number;
  readonly windowMs: number;
  /** How long it stays open until one call may try again. */
  readonly recoveryMs: number;
  readonly onState: (state: CircuitState) => void;
}

export interface CircuitBreaker {
  readonly state: CircuitState;
  /** Runs the call, or rejects with CircuitOpenError. The signal aborts when it took too long: TimeLimitError. */
  run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T>;
  close(): void;
}

/** The only module that knows opossum. */
export function createCircuitBreaker({ onState, ...options }: CircuitBreakerOptions): CircuitBreaker {
  type Call = (signal: AbortSignal) => Promise<unknown>;
  const breaker = new OpossumBreaker((call: Call, signal: AbortSignal) => call(signal), {
    timeout: options.timeoutMs,
    errorThresholdPercentage: options.thresholdPercent,
    volumeThreshold: options.minimumCalls,
    rollingCountTimeout: options.windowMs,
    resetTimeout: options.recoveryMs,
    // Our own histogram has the latencies; sorting them here for each failure would cost.
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
  });
  breaker.on('open', () => onState('open'));
  breaker.on('halfOpen', () => onState('half_open'));
  breaker.on('close', () => onState('closed'));

  return {
    get state() {
      if (breaker.opened) return 'open';
      return breaker.halfOpen ? 'half_open' : 'closed';
    },
    async run<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const abandoned = new AbortController();
      try {
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- opossum gives back what the call resolved with
        return (await breaker.fire(call, abandoned.signal)) as T;
      } catch (error) {
        abandoned.abort();
        throw ownError(error, options.timeoutMs);
      }
    },
    close: () => breaker.shutdown(),
  };
}

function ownError(error: unknown, timeoutMs: number): unknown {
  if (!(error instanceof Error) || !OpossumBreaker.isOurError(error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ETIMEDOUT') return new TimeLimitError(`no answer within ${timeoutMs} ms`, { cause: error });
  return new CircuitOpenError('the circuit breaker is open', { cause: error });
}
