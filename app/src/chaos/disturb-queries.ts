import type { Disturbance } from '../store/disturbance';
import type { Faults } from './faults';
import type { Injection } from './injection';

const UNDISTURBED = Promise.resolve();

/** What the faults do to the data. */
export function disturbQueries(faults: Pick<Faults, 'onQueries' | 'has'>): Disturbance {
  return {
    beforeQuery(abandoned) {
      const injections = faults.onQueries();
      return injections.length === 0 ? UNDISTURBED : disturb(injections, abandoned);
    },
    stale: () => faults.has('stale'),
    ready: () => (faults.has('readiness') ? 'a fault was injected here: nothing else is wrong' : undefined),
  };
}

/** As with requests: every fault is asked at once, then all delays, then the failure if it still lasts. */
async function disturb(injections: readonly Injection[], abandoned: AbortSignal): Promise<void> {
  const hitting = injections.filter((injection) => injection.hitsNext());
  const waits = hitting.map((injection) => ({ injection, ms: injection.nextDelay() })).filter(({ ms }) => ms > 0);
  for (const { injection, ms } of waits) await injection.wait(ms, abandoned);
  if (hitting.some(({ fault, isOver }) => fault.type === 'dependency' && !isOver)) {
    throw new Error('the query failed because a fault was injected: nothing else is wrong');
  }
}
