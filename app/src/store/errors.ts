/** A call that was given up because it took too long, whoever noticed. */
export class TimeLimitError extends Error {
  override readonly name = 'TimeLimitError';
}

/** A call that did not even begin, because too many before it failed. */
export class CircuitOpenError extends Error {
  override readonly name = 'CircuitOpenError';
}

/** The store did not answer, and nothing is known that could be answered in its place. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** The code that Node.js and PostgreSQL put on their errors. */
export function codeOf(error: unknown): string | undefined {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return hasCode && typeof error.code === 'string' ? error.code : undefined;
}
