import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Student } from '../room/students';

/** Whose token a request has. */
export type Who =
  | { readonly role: 'nobody' }
  | { readonly role: 'student'; readonly student: Student }
  | { readonly role: 'instructor' };

export interface Refusal {
  readonly status: 401 | 403;
  readonly sentence: string;
}

export function whoAsks(
  { authorization }: IncomingHttpHeaders,
  token: string | undefined,
  studentOf: (token: string) => Student | undefined,
): Who {
  const given = givenToken(authorization);
  if (given === undefined) return { role: 'nobody' };
  if (token !== undefined && equal(given, token)) return { role: 'instructor' };
  const student = studentOf(given);
  return student === undefined ? { role: 'nobody' } : { role: 'student', student };
}

/** Why this request may not do anything at all; undefined when it may, with the right token. */
export function whyNobody(headers: IncomingHttpHeaders, token: string | undefined): Refusal | undefined {
  if (token === undefined)
    return { status: 403, sentence: 'this console is for looking only: it was started without a token' };
  if (!isSameOrigin(headers)) return { status: 403, sentence: 'only the console’s own page may do this' };
  return undefined;
}

/** Why this one may not do what the instructor may. */
export function whyNotInstructor({ role }: Who, { authorization }: IncomingHttpHeaders): Refusal | undefined {
  if (role === 'instructor') return undefined;
  if (role === 'student')
    return { status: 403, sentence: 'this takes the instructor’s token, and yours is a student’s' };
  const what =
    givenToken(authorization) === undefined
      ? 'the token of the console is missing'
      : 'this is not the token of the console';
  return { status: 401, sentence: `${what}; "lab up" prints it` };
}

/** Why this one may not do what a student may. */
export function whyNotStudent({ role }: Who): Refusal | undefined {
  if (role === 'student') return undefined;
  if (role === 'instructor') return { status: 403, sentence: 'this is for students: join the room to take part' };
  return { status: 401, sentence: 'you are not in the room, or not any more; join it with its code' };
}

function givenToken(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
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
