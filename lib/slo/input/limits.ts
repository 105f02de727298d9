/** What one input may hold. Far above what people write, and low enough that no input can hang the reader. */
export const LIMITS = {
  /** Characters of one file. */
  fileLength: 64 * 1024 * 1024,
  /** Characters of one document: a long SLO has 3,000. */
  documentLength: 64 * 1024,
  /** Maps and lists inside each other; OpenSLO needs 12. */
  depth: 40,
  /** Values looked at in one document, counting again what an alias repeats. */
  values: 20_000,
} as const;
