/** A context value as an error shows it. */
export function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
