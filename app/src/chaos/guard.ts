import type { Request, RequestHandler } from 'express';
import { isCounted } from '../metrics/counted';
import { carryOut } from './carry-out';
import type { RequestFault } from './fault';
import type { Faults } from './faults';
import { FAULT_HEADER } from './header';
import type { HeaderFaults } from './header-faults';
import type { Injection } from './injection';
import { planFor } from './plan';

/** Puts something in front of a route: gets its pattern and the first of its handlers, returns what stands there then. */
export type Guard = (path: string, first: RequestHandler) => RequestHandler;

export interface FaultGuardDeps {
  readonly faults: Pick<Faults, 'laneOf' | 'on'>;
  /** Without it nobody looks at the header. */
  readonly headerFaults: Pick<HeaderFaults, 'of'> | undefined;
}

/**
 * Lets faults happen to the requests of the counted routes. A request that none hits goes on in the same call, and where
 * there is none it costs two look-ups.
 */
export function guardWithFaults({ faults, headerFaults }: FaultGuardDeps): Guard {
  return (path, first) => {
    if (!isCounted(path)) return first;
    const lane = faults.laneOf(path);
    return (req, res, next) => {
      const asked = headerFaults && req.headers[FAULT_HEADER];
      const injections = faults.on(lane);
      if (asked === undefined && injections === undefined) return first(req, res, next);
      const all = [...(injections ?? []), ...(asked === undefined ? [] : askedBy(req, headerFaults))];
      const plan = planFor(all, lane);
      if (plan.waits.length + plan.resets.length + plan.errors.length === 0) return first(req, res, next);
      return carryOut(plan, req, res).then((goesOn) => goesOn && first(req, res, next));
    };
  };
}

function askedBy(req: Request, headerFaults: FaultGuardDeps['headerFaults']): readonly Injection<RequestFault>[] {
  return headerFaults?.of(String(req.headers[FAULT_HEADER])) ?? [];
}
