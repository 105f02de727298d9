import { json, type RequestHandler } from 'express';
import { bodyTooLarge } from './http-error';

const LIMIT_BYTES = 100 * 1024;

/** Parses a JSON body; any other is left alone, and one that is too large is refused whatever it is. */
export const parseBody: readonly RequestHandler[] = [
  // The parser refuses too, but not before all of the body has come: who announces much and sends nothing would wait.
  (req, _res, next) => {
    if (Number(req.headers['content-length'] ?? 0) > LIMIT_BYTES) throw bodyTooLarge();
    next();
  },
  json({ limit: LIMIT_BYTES }),
];
