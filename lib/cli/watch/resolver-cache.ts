import type { DiscoveredName } from '../snapshot/snapshot';

/** What a resolver holds of a name: the answer that it got, until its time to live is over. */
export interface CachedAnswer {
  readonly name: string;
  readonly addresses: readonly string[];
  /** Milliseconds since 1970. */
  readonly gotAt: number;
  readonly ttlSeconds: number;
}

/** Asks again only what has run out, as the resolver of a user would: until then it knows nothing of a change. */
export function askAgain(
  cache: readonly CachedAnswer[],
  discovery: readonly DiscoveredName[] | null,
  now: number,
): CachedAnswer[] {
  if (discovery === null) return cache.filter((answer) => secondsLeft(answer, now) > 0);
  return discovery.map(({ name, addresses, ttlSeconds }) => {
    const held = cache.find((answer) => answer.name === name);
    if (held && secondsLeft(held, now) > 0) return held;
    return { name, addresses, gotAt: now, ttlSeconds: ttlSeconds ?? 0 };
  });
}

export function secondsLeft({ gotAt, ttlSeconds }: CachedAnswer, now: number): number {
  return Math.max(0, ttlSeconds - (now - gotAt) / 1000);
}
