import type { FaultOf, RequestFault } from './fault';
import type { Injection } from './injection';

/** What happens to one request, in this order. */
export interface Plan {
  /** All delays that hit it, one after the other. */
  readonly waits: readonly Wait[];
  /** Then its connection is broken, if one of these still lasts. */
  readonly resets: readonly Injection<RequestFault>[];
  /** Else it is answered with the error of the first of these that still lasts. */
  readonly errors: readonly Injection<FaultOf<'error'>>[];
}

export interface Wait {
  readonly injection: Injection<RequestFault>;
  readonly ms: number;
}

/**
 * Decides when the request arrives, and asks every fault, also when another one hits already: so each keeps its ratio,
 * and a seeded run does not depend on how long anything took.
 */
export function planFor(injections: readonly Injection<RequestFault>[], lane: number): Plan {
  const hitting = injections.filter((injection) => injection.hitsNext(lane));
  return {
    waits: hitting
      .filter(({ fault }) => fault.type === 'latency')
      .map((injection) => ({ injection, ms: injection.nextDelay() })),
    resets: hitting.filter(({ fault }) => fault.type === 'reset'),
    errors: hitting.filter(isError),
  };
}

function isError(injection: Injection<RequestFault>): injection is Injection<FaultOf<'error'>> {
  return injection.fault.type === 'error';
}
