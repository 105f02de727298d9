/** What may be done to the data on purpose. The store asks at each step; who answers is not its concern. */
export interface Disturbance {
  /**
   * Awaited before every query, inside its time limit and its circuit breaker, so that whatever happens here looks to
   * the service as if the database did it: a delay is a slow query, a rejection a failed one.
   * @param signal aborts when nobody waits any more: a delay may end then
   */
  beforeQuery(signal: AbortSignal): Promise<void>;
  /** Whether data that is already known is answered without asking the store, however old it gets. */
  stale(): boolean;
  /** Why the service shall say that it is not ready, as a sentence; `undefined` when it shall not. */
  ready(): string | undefined;
}

/** Nothing is done to the data. */
export const undisturbed: Disturbance = {
  beforeQuery: () => Promise.resolve(),
  stale: () => false,
  ready: () => undefined,
};
