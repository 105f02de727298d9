import { invalidInput } from './errors';

/** One page of a list. The token is the position of the next item; callers see it only as an opaque text. */
export function paginate<T>(
  items: readonly T[],
  { NextToken, MaxResults = 100 }: { NextToken?: string | undefined; MaxResults?: number | undefined },
): { page: T[]; NextToken: string | undefined } {
  const start = NextToken === undefined ? 0 : positionOf(NextToken);
  const end = start + MaxResults;
  return {
    page: items.slice(start, end),
    NextToken: end < items.length ? Buffer.from(`from:${end}`).toString('base64url') : undefined,
  };
}

function positionOf(token: string): number {
  const position = /^from:(\d+)$/u.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (position === undefined) throw invalidInput('Invalid NextToken');
  return Number(position);
}
