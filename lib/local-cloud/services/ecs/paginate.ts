import { invalidParameter } from './errors';

/** One page of a list. The token is the position of the next item; callers see it only as an opaque text. */
export function paginate<T>(
  items: readonly T[],
  { nextToken, maxResults = 100 }: { nextToken?: string | undefined; maxResults?: number | undefined },
): { page: T[]; nextToken: string | undefined } {
  const start = nextToken === undefined ? 0 : positionOf(nextToken);
  const end = start + maxResults;
  return {
    page: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(`from:${end}`).toString('base64url') : undefined,
  };
}

function positionOf(token: string): number {
  const position = /^from:(\d+)$/u.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw invalidParameter('Invalid token');
  return Number(position);
}
