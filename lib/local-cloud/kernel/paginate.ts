import type { AwsError } from './aws-error';

export interface PageWish {
  /** What the page before said comes next; none for the first page. */
  readonly token: string | undefined;
  /** How many items at most; 100 by default. */
  readonly limit: number | undefined;
}

/**
 * One page of a list. The token is the position of the next item; callers see it only as an opaque text, and one that is
 * not ours is refused. No more of the list is read than the page needs.
 */
export function paginate<T>(
  items: Iterable<T>,
  { token, limit = 100 }: PageWish,
  invalidToken: () => AwsError,
): { page: T[]; next: string | undefined } {
  const start = token === undefined ? 0 : positionOf(token, invalidToken);
  const end = start + limit;
  const page: T[] = [];
  let position = 0;
  for (const item of items) {
    if (position === end) return { page, next: Buffer.from(`from:${end}`).toString('base64url') };
    if (position >= start) page.push(item);
    position += 1;
  }
  return { page, next: undefined };
}

function positionOf(token: string, invalidToken: () => AwsError): number {
  const position = /^from:(\d+)$/u.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw invalidToken();
  return Number(position);
}
