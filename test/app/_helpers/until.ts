/** Looks again and again until there is something to see; fails with what was waited for after half a minute. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) throw new Error(`after 30 s, still not: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
