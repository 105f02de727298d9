import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why this request may not do anything; undefined when it may. Status and sentence. */
export function whyNot(
  headers: IncomingHttpHeaders,
  token: string | undefined,
): { readonly status: 401 | 403; readonly sentence: string } | undefined {
  if (token === undefined)
    return { status: 403, sentence: 'this console is for looking only: it was started without a token' };
  if (!isSameOrigin(headers)) return { status: 403, sentence: 'only the console’s own page may do this' };
  const given = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
  if (given === undefined) return { status: 401, sentence: 'the token of the console is missing; "lab up" prints it' };
  if (!equal(given, token))
    return { status: 401, sentence: 'this is not the token of the console; "lab up" prints it' };
  return undefined;
}

/** Browsers send an Origin with every POST, and no page can send another one. */
function isSameOrigin({ origin, host }: IncomingHttpHeaders): boolean {
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}

/** In a time that tells nothing of where they differ. */
function equal(a: string, b: string): boolean {
  const [hashA, hashB] = [a, b].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(hashA, hashB);
}
