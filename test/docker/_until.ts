/** Waits for a condition; fails with its name after half a minute. */
export async function until<T>(look: () => T | Promise<T>, what: string): Promise<NonNullable<T>> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`after 30 s, still not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
