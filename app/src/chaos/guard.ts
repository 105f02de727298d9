import type { RequestHandler } from 'express';
import { isCounted } from '../metrics/counted';
import { carryOut } from './carry-out';
import type { Faults } from './faults';
import { FAULT_HEADER } from './header';
import type { HeaderFaults } from './header-faults';
import { sendThrough } from './link';
import { planFor } from './plan';

/** Puts something in front of a route: gets its pattern and the first of its handlers, returns what stands there then. */
export type Guard = (path: string, first: RequestHandler) => RequestHandler;

export interface FaultGuardDeps {
  readonly faults: Pick<Faults, 'laneOf' | 'on' | 'links'>;
  /** Without it nobody looks at the header. */
  readonly headerFaults: Pick<HeaderFaults, 'of'> | undefined;
}

/**
 * Lets faults happen to the requests of the counted routes. A request that none hits goes on in the same call, and where
 * there is none it costs three look-ups.
 */
export function guardWithFaults({ faults, headerFaults }: FaultGuardDeps): Guard {
  return (path, first) => {
    if (!isCounted(path)) return first;
    const lane = faults.laneOf(path);
    return (req, res, next) => {
      const header = headerFaults && req.headers[FAULT_HEADER];
      const injections = faults.on(lane);
      if (faults.links !== undefined) sendThrough(faults.links, res);
      if (header === undefined && injections === undefined) return first(req, res, next);
      const asked = header === undefined ? [] : (headerFaults?.of(String(header)) ?? []);
      const plan = planFor([...(injections ?? []), ...asked], lane);
      if (plan.waits.length + plan.resets.length + plan.errors.length === 0) return first(req, res, next);
      return carryOut(plan, req, res).then((goesOn) => goesOn && first(req, res, next));
    };
  };
}
