/** A context value as an error quotes it. */
export function shown(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}
