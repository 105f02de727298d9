import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import { HttpError } from '../http/http-error';
import type { Guard } from './guard';

/** Lets only those to the routes of the faults who have the token: `Authorization: Bearer <token>` (RFC 6750 §2.1). */
export function guardWithToken(token: string): Guard {
  const wanted = digest(token);
  return (path, first) => {
    if (!path.startsWith('/chaos/')) return first;
    return (req, res, next) => {
      // Digests have one length, so the comparison takes one time whatever was sent.
      if (!timingSafeEqual(digest(bearerToken(req)), wanted)) refuse(res);
      return first(req, res, next);
    };
  };
}

function bearerToken(req: Request): string {
  return /^bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(res: Response): never {
  res.setHeader('WWW-Authenticate', 'Bearer');
  throw new HttpError(401, 'TokenNeeded', 'this needs the header Authorization: Bearer with the value of CHAOS_TOKEN');
}
