/** Who can mend it: `user` (input, machine, environment) or `internal` (a defect of the lab). */
export type ErrorKind = 'user' | 'internal';

/**
 * The lab's own error. `code` is PascalCase; the message says what is wrong in the user's words, the value got, the
 * values allowed and the next step, with a lowercase start and no final period.
 */
export class LabError extends Error {
  readonly code: string;
  readonly kind: ErrorKind;

  constructor(code: string, message: string, options: { cause?: unknown; kind?: ErrorKind } = {}) {
    super(message, { cause: options.cause });
    this.name = 'LabError';
    this.code = code;
    this.kind = options.kind ?? 'user';
  }
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
