/** The `code` of a system error (`EADDRINUSE`). Jest's errors come from another realm: `instanceof` does not know them. */
export function errorCode(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
}
