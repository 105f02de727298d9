import type { Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';

/** A class may share one address; its pages ask for charts every few seconds. */
export const READS_A_MINUTE = 12_000;
/** Nobody presses buttons faster, and nobody guesses a token at this rate. */
export const WRITES_A_MINUTE = 40;
/** Whose page looks at who joins while a class does. */
export const INSTRUCTORS_A_MINUTE = 300;
/** Wrong codes only: a class may share one address. */
export const JOINS_A_MINUTE = 30;

/** `keyOf`: who is counted together, by default all of one address. `only`: which answers are counted, by default all. */
export function limit(
  aMinute: number | ((req: Request) => number),
  options: { readonly keyOf?: (req: Request) => string; readonly only?: (res: Response) => boolean } = {},
) {
  return rateLimit({
    windowMs: 60_000,
    limit: aMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: options.keyOf ?? addressOf,
    skipSuccessfulRequests: options.only !== undefined,
    requestWasSuccessful: (_req, res) => options.only?.(res) !== true,
    // Behind a load balancer all viewers share its address, and the limit is for all of them.
    validate: { xForwardedForHeader: false },
    message: { error: 'too many requests in this minute; wait for the next' },
  });
}

export function addressOf(req: Request): string {
  return ipKeyGenerator(req.ip ?? '');
}
