import { LabError } from '../model/errors';
import type { StopSignal } from './host';

const SIGNAL_NUMBERS: Readonly<Record<StopSignal, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** A signal stopped the command before it was done; whatever it had started is gone. */
export class InterruptedError extends LabError {
  /** As shells count: 128 + the signal's number. */
  readonly exitCode: number;

  constructor(signal: StopSignal, message: string) {
    super('Interrupted', message);
    this.exitCode = exitCodeOf(signal);
  }
}

export function exitCodeOf(signal: StopSignal): number {
  return 128 + SIGNAL_NUMBERS[signal];
}
