import type { Request, Response } from 'express';
import { HttpError } from '../http/http-error';
import type { Plan } from './plan';

/**
 * Lets a plan happen to a request.
 * @returns whether the request goes on to its route; if not, its connection is gone
 * @throws HttpError the injected error
 */
export async function carryOut({ waits, resets, errors }: Plan, req: Request, res: Response): Promise<boolean> {
  if (waits.length > 0) {
    const gone = new AbortController();
    const leave = () => gone.abort();
    res.once('close', leave);
    for (const { injection, ms } of waits) await injection.wait(ms, gone.signal);
    res.off('close', leave);
    if (gone.signal.aborted) return false;
  }
  // A fault that ended while the request waited is over for this request too.
  if (resets.some(({ isOver }) => !isOver)) {
    req.socket.resetAndDestroy();
    return false;
  }
  const error = errors.find(({ isOver }) => !isOver)?.fault;
  if (error) throw new HttpError(error.status, 'InjectedFault', 'a fault was injected here: nothing else is wrong');
  return true;
}
